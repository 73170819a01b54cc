"""What the screen shows, as text and JSON: charts, tables, evidence, saved answers. No chainlit here."""

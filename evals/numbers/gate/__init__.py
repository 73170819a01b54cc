"""Right answers, the same made wrong in ten ways, and how many of each the gate stops."""

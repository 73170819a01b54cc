"""Reading: from a question's words to linked metrics, dimensions, values, periods and shapes."""

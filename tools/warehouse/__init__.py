"""The warehouse: the only room that holds SQL or opens DuckDB."""

"""The nodes of the graph. Each is a verb and returns only what it changed."""

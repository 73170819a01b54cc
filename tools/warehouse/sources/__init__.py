"""One file per kind of shop that can be loaded."""

"""The board: answers that somebody saved, run again on new data."""

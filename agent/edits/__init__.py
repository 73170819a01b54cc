"""Changing an answer by its chips: what a request is made of, what could stand there, the changed request."""

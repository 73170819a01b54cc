"""The ways in which explain_change takes a change apart, and the two sides that it is a change between."""

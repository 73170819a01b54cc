"""Figures about figures: what `python -m evals bench numbers` prints."""

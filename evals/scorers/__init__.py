"""Scorers: pure functions of a finished answer. They compare, and change nothing of what they score."""

from evals.scorers.number import holds_number, numbers_in
from evals.scorers.turn import Finding, score_turn

__all__ = ["Finding", "holds_number", "numbers_in", "score_turn"]

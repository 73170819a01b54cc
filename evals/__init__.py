"""Evals judge: suites, scorers, runs."""

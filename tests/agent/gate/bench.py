"""Prints the gate's confusion table, as `python -m evals bench numbers --only gate` does."""

from evals.numbers.gate.answers import real_cases
from evals.numbers.gate.confusion import section

__all__ = ["real_cases", "section"]

if __name__ == "__main__":
    print("\n".join(section()[0]))

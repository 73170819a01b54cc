"""Reading: from a question's words to linked metrics, dimensions, values, periods and shapes."""

from agent.reading.reader import Reader
from agent.reading.result import Choice, Rank, Reading, Span

__all__ = ["Choice", "Rank", "Reader", "Reading", "Span"]

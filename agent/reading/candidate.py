"""Whether one of them is the best: 'was december our best month', 'is produce the weakest department'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import month_end
from agent.reading.result import Reading
from tools.warehouse.request import Period

_ASKS = {"is", "are", "was", "were", "did", "does", "do", "has", "had", "if", "whether"}
_OPEN = {"which", "what", "who", "how", "when", "where"}


def candidate(s: Sentence, r: Reading, definitions: Any) -> None:
    """Ranks all groups where a yes or no is asked of one of them: its own filter or days are the candidate,
    as nothing is the best of one."""
    words = {t.norm for t in s.tokens}
    one = r.rank is not None and r.rank.on == "value" and len(r.by) == 1 and not r.refers_back
    if not one or s.previous is not None or not words & _ASKS or words & _OPEN or r.compare is not None:
        return
    mine = [f for f in r.filters if f.dimension == r.by[0] and f.op == "in" and len(f.values) == 1]
    if mine:
        r.candidate = str(mine[0].values[0])
        r.filters = [f for f in r.filters if f is not mine[0]]
    elif r.period is not None and (step := _step(r.by[0], r.period)):
        r.candidate, r.period = step, None


def _step(unit: str, period: Period) -> str:
    """The value of a time step that a period is exactly: '2017-12' of the months; '' for another stretch."""
    start, end = period.start, period.end
    if unit == "date" and start == end:
        return start.isoformat()
    whole = start.day == 1 and end == month_end(end)
    if unit == "month" and whole and start.month == end.month:
        return f"{start:%Y-%m}"
    if unit == "quarter" and whole and start.month % 3 == 1 and end.month == start.month + 2:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    if unit == "week" and (period.label or "").startswith("week "):
        return (period.label or "").removeprefix("week ")
    return ""

"""Days and weeks that stand out: 'any odd days in november', 'anomalies in beer sales by week'."""

from agent.reading.context import Sentence
from agent.reading.result import Reading

TOOL = "find_unusual"
_STEPS = {"date", "week"}
_WHICH = {"which day", "which days", "what day", "what days"}
"""Asks for days of the calendar, where days that stand out are meant."""


def unusual(s: Sentence, r: Reading) -> None:
    """Turns the reading into one for the tool that finds what stands out from the days around it. Stores or
    goods that stand out are none of its days, so that the words stay not understood."""
    marks = [x for x in s.links if x.target == "unusual"]
    if not marks or r.tool:
        return
    steps = [b for b in r.by if b in _STEPS]
    days = any(x.target == "weekday" and s.words(x) in _WHICH for x in s.links)
    others = [b for b in r.by if b not in (*_STEPS, "month", "quarter", "hour", *(["weekday"] * days))]
    if others or r.rank is not None or r.compare is not None:
        r.unknown += [" ".join(t.text for t in s.tokens[x.first : x.after]) for x in marks]
        return
    weekly = "week" in steps or any(t.stem == "week" for t in s.tokens)
    r.tool = TOOL
    r.wants = {"metric": r.metrics[0] if r.metrics else "sales", "step": "week" if weekly else "date"}
    r.metrics = r.metrics[:1] or ["sales"]
    r.by, r.shape = [], "value"

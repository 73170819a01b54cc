"""Two stretches of the day in one question: set against each other, or taken as one."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.result import Reading

_AGAINST = {"or", "than", "vs", "versus", "against"}


def hours_apart(s: Sentence, r: Reading) -> None:
    """Makes of two ranges of hours, of which no line is in both, two sides ('6 to 8pm or 8 to 10pm') or
    alternatives ('before 10am and after 8pm')."""
    ranges = [f for f in r.filters if f.dimension == "hour" and f.op == "between"]
    if len(ranges) != 2:
        return
    first, second = ranges
    rest = [f for f in r.filters if f not in ranges]
    between = {w for x in s.links for w in s.words(x).split()}
    if between & _AGAINST or any(x.target == "compare" for x in s.links):
        r.filters = [*rest, first]
        r.versus = replace(r, filters=[*rest, second])
    else:
        r.filters, r.any_of = rest, [*r.any_of, [first], [second]]

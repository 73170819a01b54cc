"""Several things taken as one: 'friday and saturday together', 'beer and wine combined'."""

from agent.reading.context import Sentence
from agent.reading.result import Reading

_AS_ONE = {"together", "combined", "jointly"}


def taken_together(s: Sentence, r: Reading) -> None:
    """Explains 'together' behind several values of one dimension: their sum is told, by the request or beside
    their shares. Said of what is bought together it means baskets, which are read before."""
    times = len([x for x in s.links if x.kind == "period"]) > 1 and r.compare is None
    several = times or any(f.op == "in" and len(f.values) > 1 for f in r.filters)
    if not several or r.baskets or r.customers:
        return
    for place, link in enumerate(s.links):
        if link.kind == "unknown" and s.words(link) in _AS_ONE:
            s.tell(place, "together")

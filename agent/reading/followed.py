"""Whether a question leans on the one before it, takes something back, or lifts an earlier filter."""

from agent.reading.context import Sentence
from agent.reading.english import phrases
from agent.reading.links import Link
from agent.reading.restrict import Restricted
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest


def follow_up(
    s: Sentence, r: Reading, restricted: Restricted, lifted: list[str], previous: MetricRequest | None
) -> None:
    """Fills in `refers_back`, `replaces` and `drops` of a reading whose own parts are known."""
    targets = {x.target for x in s.links if x.kind == "follow_up"}
    fragment = not r.metrics and not r.capability and not r.count_of
    opens = s.words(s.links[0]) if s.links else ""
    strong = "follow_up" in targets or opens in ("and", "but", "or", "plus")
    r.replaces = (
        r.replaces
        or "replaces" in targets
        or (opens == "no" and s.links[0].kind != "value" and len(s.links) > 1)
    )
    if "lift_everything" in targets:
        lifted = [f.dimension for f in previous.filters] if previous else ["*"]
    earlier = {f.dimension for f in previous.filters} if previous else set()
    r.drops = list(dict.fromkeys([*lifted, *restricted.included]))
    if previous is not None:
        _undo(s, r, previous, earlier)
    pronoun = any(s.words(x) in ("it", "they", "its", "their") for x in s.links if x.target == "leaning")
    leans = "leaning" in targets and fragment and (previous is not None or pronoun)
    last = next((s.words(x) for x in reversed(s.links) if s.words(x).isalpha()), "")
    if previous is not None and not r.capability:
        added = any(s.words(x) in ("too", "also", "as well") for x in s.links)
        alone = (
            not (r.by or r.filters or r.period or r.rank or r.having or r.share or r.compare) and r.metrics
        )
        short = sum(1 for t in s.tokens if t.kind == "word") <= 3
        strong = strong or added or (short and bool(alone)) or opens in ("sort", "sorted", "rank")
        strong = strong or last in ("that", "it", "them", "those", "this", "there")
    if r.replaces:
        _forget_number(s)
    something = (
        r.by or r.filters or r.period or r.rank or r.compare or r.share or r.having or r.drops or r.outside
    )
    r.refers_back = bool(strong or leans or r.replaces or lifted or (previous and fragment and something))


def _forget_number(s: Sentence) -> None:
    """In 'top 5 instead of 10' the ten is what was asked before."""
    for place, link in enumerate(s.links):
        number = link.kind == "unknown" and s.tokens[link.first].kind == "number"
        if number and place and s.words(s.links[place - 1]) in ("of", "than"):
            s.links[place] = Link(link.first, link.after, "function")


def _undo(s: Sentence, r: Reading, previous: MetricRequest, earlier: set[str]) -> None:
    """'with fuel again' after 'without fuel' lifts that filter instead of adding one."""
    again = {s.words(x) for x in s.links} & {"again", "back"}
    for mine in list(r.filters):
        opposite = [f for f in previous.filters if f.dimension == mine.dimension and f.op == "not_in"]
        if mine.op == "in" and opposite and set(mine.values) <= set(opposite[0].values):
            before = [s.words(x) for x in s.links if x.kind == "function"]
            if again or set(before) & set(phrases()["include_again"]):
                r.filters.remove(mine)
                r.drops.append(mine.dimension)

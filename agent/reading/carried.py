"""What a fragment takes from the question before to mean something: its ids, its condition, its order."""

from typing import Any

from agent.reading.bands import band_ends
from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Rank, Reading
from tools.warehouse.request import Filter, MetricRequest


def numbers_as_ids(s: Sentence, definitions: Any) -> None:
    """'And 406?' after a question about store 367: the number is another one of the same kind."""
    if s.previous is None:
        return
    ids = [f.dimension for f in s.previous.filters if _is_id(f.dimension, definitions)]
    ids += [b for b in s.previous.by if _is_id(b, definitions)]
    whole = any(x.kind == "metric" for x in s.links) and any(x.kind in ("value", "rank") for x in s.links)
    if not ids or whole or any(x.kind == "rank" for x in s.links):
        return
    for place, link in enumerate(s.links):
        token = s.tokens[link.first]
        if link.kind != "unknown" or token.kind != "number" or token.unit or not token.value:
            continue
        if place and s.words(s.links[place - 1]) not in _BEFORE_ID:
            continue
        if token.value == int(token.value):
            chosen = Filter(dimension=ids[0], values=[int(token.value)])
            s.links[place] = Link(link.first, link.after, "value", ids[0], 1.0, chosen)


_BEFORE_ID = {"and", "what about", "how about", "about", "for", "or", "vs", "to", "is", "meant", "i meant",
    "with", "#", "number", "did", "does", "was", "than", "of", "not", "no", "versus", "compare", ",", "in",
    "same for", "and what about", "no i meant", "make it", "switch to", "compared to"}  # fmt: skip


def _is_id(name: str, definitions: Any) -> bool:
    return name in definitions.dimensions and definitions.dimensions[name].kind == "id"


def carry(s: Sentence, r: Reading, definitions: Any, previous: MetricRequest | None) -> None:
    """Completes a reading that leans on the request before."""
    if previous is None or not r.refers_back:
        return
    if r.refers_to == "complement" and not r.filters and (last := _last_choice(previous)):
        r.filters = [complement(last, definitions)]
    _condition(s, r, definitions, previous)
    _order(s, r, previous)


def complement(chosen: Filter, definitions: Any) -> Filter:
    """The filter that keeps what another leaves out; where all values are known, without the unknown ones."""
    if chosen.op != "in":
        return Filter(dimension=chosen.dimension, op="in", values=chosen.values)
    dimension = definitions.dimensions.get(chosen.dimension)
    others = [v for v in (dimension.order if dimension else []) if v not in chosen.values]
    if others:
        return Filter(dimension=chosen.dimension, values=others)
    return Filter(dimension=chosen.dimension, op="not_in", values=chosen.values)


def _last_choice(previous: MetricRequest) -> Filter | None:
    return next((f for f in reversed(previous.filters) if f.op in ("in", "not_in")), None)


def _bands(r: Reading, definitions: Any, previous: MetricRequest) -> None:
    """'And under 35k?' after figures by income means bands of income."""
    before = (*previous.by, *(f.dimension for f in previous.filters))
    bands = [d for d in before if all(band_ends(str(v)) for v in definitions.dimensions[d].order or ["?"])]
    name = bands[0] if bands else None
    if name is None:
        return
    kept = []
    for value in definitions.dimensions[name].order:
        low, high = band_ends(str(value)) or (0.0, 0.0)
        if all(low >= h.value if h.op.startswith(">") else high <= h.value for h in r.having):
            kept.append(value)
    if kept:
        r.filters, r.having, r.metrics, r.count_of = [Filter(dimension=name, values=kept)], [], [], None


def _condition(s: Sentence, r: Reading, definitions: Any, previous: MetricRequest) -> None:
    """'Over 2500?' after 'how many households spent over 5000' counts the same groups again."""
    bare = not any(x.kind in ("metric", "dimension", "value") for x in s.links)
    if r.having and bare and not previous.having:
        _bands(r, definitions, previous)
    if not (r.having and previous.having and bare):
        return
    r.having = [h.model_copy(update={"metric": previous.having[0].metric}) for h in r.having]
    r.metrics = []
    if len(previous.by) == 1 and not r.by:
        r.count_of = previous.by[0]


_RISEN = {"gained", "gain", "grew", "rose", "increased", "up", "improved", "risen", "grown", "won", "growing"}
_FALLEN = {"lost", "lose", "fell", "dropped", "declined", "decreased", "down", "shrank", "fallen", "dropping"}


def _order(s: Sentence, r: Reading, previous: MetricRequest) -> None:
    """'Now by number of visits' ranks the same groups by another figure, and as many of them."""
    words = {t.norm for t in s.tokens}
    if previous.order_by and previous.order_by.endswith("_change") and not (r.rank or r.by or r.metrics):
        if words & (_RISEN | _FALLEN):
            r.rank, r.shape, r.compare = Rank(bool(words & _RISEN), previous.limit, "change"), "ranking", None
        return
    ranked = previous.order_by is not None and previous.order_by not in previous.by
    if not (r.metrics and previous.by and ranked) or r.by or r.rank or r.compare or r.having or r.count_of:
        return
    if any(s.words(x) in ("by", "per") for x in s.links) or s.words(s.links[0]) in ("now", "and", "same"):
        r.rank, r.shape = Rank(previous.descending, previous.limit), "ranking"

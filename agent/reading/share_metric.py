"""Shares that have a name of their own: the share of private label, and penetration."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.deed_parts import DOING
from agent.reading.links import Link
from agent.reading.result import Reading


def shared_metric(s: Sentence, r: Reading, definitions: Any) -> None:
    """'share of sales from private label' is a metric of its own where the definitions have one."""
    if not r.share:
        return
    if r.metrics and all(definitions.metrics[m].unit == "percent" for m in r.metrics):
        r.share = False
        return
    rate = next((m.name for m in definitions.metrics.values() if m.ratio is not None and m.unit == "percent"
                 and r.metrics == [m.ratio.numerator] and not m.ratio.denominator_without), None)  # fmt: skip
    base = definitions.metrics[rate].ratio.denominator if rate else ""
    if rate and not (r.by or r.refers_back) and (not r.filters or base in ("orders", "customers")):
        r.metrics, r.share = [rate], False
        return
    values = [x for x in s.links if x.kind == "value"]
    metric = _named_share(s, values)
    if metric and metric in definitions.metrics and set(r.metrics) <= {"sales"} and len(r.filters) >= 1:
        value = values[0]
        r.metrics = [metric]
        r.having = [
            h.model_copy(update={"metric": metric}) if h.metric == "sales_share" else h for h in r.having
        ]
        r.filters = [f for f in r.filters if f.dimension != value.target]
        r.share = False
    elif r.metrics == ["customers"] and "penetration" in definitions.metrics and not r.by:
        product = [
            f for f in r.filters if definitions.dimensions[f.dimension].group in ("product", "promotion")
        ]
        if product and (part := _people_as_part(s)):
            r.by = [part]
        elif product:
            r.metrics, r.share = ["penetration"], False


def _people_as_part(s: Sentence) -> str:
    """The dimension in 'what share of wine buyers is over 65': the people are the part, and not the whole as
    in 'what share of families buy wine'."""
    found = [(p, x.target.split("=")[0]) for p, x in enumerate(s.links) if x.kind == "value"]
    people = next((one for one in found if one[1] in s.people), None)
    goods = next((p for p, name in found if name not in s.people), None)
    if people is None or goods is None:
        return ""
    bought = any(s.words(x) in BUYS or s.words(x) in DOING for x in s.links[people[0] : goods])
    return "" if bought else people[1]


def _named_share(s: Sentence, values: list[Link]) -> str | None:
    if len(values) != 1:
        return None
    words = tuple(t.stem for t in s.tokens[values[0].first : values[0].after])
    for key in ((*words, "share"), ("share", "of", *words)):
        for term in s.lexicon.terms.get(key, ()):
            if term.kind == "metric":
                return term.name
    return None

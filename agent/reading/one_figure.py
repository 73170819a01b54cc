"""One figure held against a limit: 'is the private label share over 20%', 'did sales pass 90k in june'."""

from dataclasses import replace
from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence
from agent.reading.result import Limit, Reading
from tools.warehouse.request import Comparison

_ASKS = {"is", "are", "was", "were", "did", "do", "does", "has", "have", "had", "if", "whether"}
_OPEN = {"which", "what", "how", "who", "when", "where", "list", "show", "any", "name"}
_TURNED: dict[Comparison, Comparison] = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "=", "!=": "!="}
_WAY = {
    **dict.fromkeys(("grow", "grew", "grown", "rise", "rose", "risen", "increase", "increased", "up"), 1),
    **dict.fromkeys(("fall", "fell", "fallen", "drop", "dropped", "decline", "declined", "decrease",
                     "decreased", "down", "shrink", "shrank"), -1),
}  # fmt: skip
_MULTIPLIED = {"double": 1.0, "doubled": 1.0, "triple": 2.0, "tripled": 2.0, "quadruple": 3.0,
    "quadrupled": 3.0, "halve": -0.5, "halved": -0.5}  # fmt: skip
"""By how much of itself a figure changes that is said to have done so."""
_UNITS = {"$": "usd", "%": "percent"}


def against_limit(s: Sentence, r: Reading, definitions: Any) -> None:
    """Takes the condition of a yes or no question that is of no groups as a limit for its one figure."""
    if _multiplied(s, r):
        return
    held = [p for p, x in enumerate(s.links) if x.kind == "condition" and isinstance(x.data, Asked)]
    words = {t.norm for t in s.tokens}
    named = any(x.kind == "metric" and x.target in r.metrics for x in s.links)
    sets = (r.customers or r.baskets) and not named
    grouped = r.by or r.count_of or sets or r.refers_back or s.previous is not None
    told = any(x.kind in ("dimension", "rank") for x in s.links) or s.asks_number
    if len(held) != 1 or grouped or told or words & _OPEN or not words & _ASKS:
        return
    place = held[0]
    asked: Asked = s.links[place].data
    if r.compare is not None and asked.unit == "%" and _moves(s, r, asked):
        s.tell(place, "limit")
        return
    if asked.unit == "%" and asked.upper is None and _part_held(s, r, place, definitions):
        r.limit = Limit(f"{r.metrics[0]}_share", asked.op, asked.value / 100, _said(asked))
        s.tell(place, "limit")
        return
    metric = _figure(r, asked, definitions)
    if not metric or asked.upper is not None or asked.each:
        return
    scale = 0.01 if definitions.metrics[metric].unit == "percent" else 1.0
    r.limit = Limit(metric, asked.op, asked.value * scale, _said(asked))
    r.metrics = [metric]
    s.tell(place, "limit")


def settle_limit(r: Reading, definitions: Any) -> None:
    """Holds a share that has a name of its own, which is found later, against the limit of the share."""
    named = len(r.metrics) == 1 and definitions.metrics[r.metrics[0]].unit == "percent"
    if r.limit is not None and r.limit.metric.endswith("_share") and named and not r.share:
        r.limit = replace(r.limit, metric=r.metrics[0])


def _part_held(s: Sentence, r: Reading, place: int, definitions: Any) -> bool:
    """Whether a part of the whole is held against a percentage: 'are weekends more than half of sales'. It is
    asked for as a share then."""
    parts = [f for f in r.filters if f.op == "in"]
    behind = [s.words(x) for x in s.links[place + 1 : place + 2]]
    metrics = r.metrics or ["sales"]
    if len(parts) != 1 or behind != ["of"] or definitions.metrics[metrics[0]].unit == "percent":
        return False
    r.metrics, r.share = metrics[:1], True
    return True


def _multiplied(s: Sentence, r: Reading) -> bool:
    """'Did orders double in december': a limit for the change, and the verb says which."""
    for place, link in enumerate(s.links):
        words = s.words(link)
        if link.kind != "unknown" or words not in _MULTIPLIED or r.by or r.compare is None:
            continue
        metric = r.metrics[0] if r.metrics else "sales"
        change = _MULTIPLIED[words]
        r.limit = Limit(f"{metric}_change_pct", ">=" if change > 0 else "<=", change, "")
        s.tell(place, "limit")
        return True
    return False


def _said(asked: Asked) -> str:
    """The person's own number in its own unit."""
    number = f"{asked.value:,.2f}".rstrip("0").rstrip(".")
    return f"{number}%" if asked.unit == "%" else f"${number}" if asked.unit == "$" else number


def _moves(s: Sentence, r: Reading, asked: Asked) -> bool:
    """'Did sales grow more than 5%': the limit is for the change, and below zero for a fall."""
    way = next((_WAY[t.norm] for t in s.tokens if t.norm in _WAY), 0)
    if not way or asked.upper is not None:
        return False
    metric = r.metrics[0] if r.metrics else "sales"
    op = asked.op if way > 0 else _TURNED[asked.op]
    r.limit = Limit(f"{metric}_change_pct", op, way * asked.value / 100, _said(asked))
    return True


def _figure(r: Reading, asked: Asked, definitions: Any) -> str:
    """The figure that the limit is for: one asked about in its unit, or the one in the words beside it."""
    unit = _UNITS.get(asked.unit)
    named = [m for m in r.metrics if unit is None or definitions.metrics[m].unit == unit]
    if asked.unit == "" and asked.metric:
        named = [m for m in r.metrics if m == asked.metric] or ([] if r.metrics else [asked.metric])
    elif not r.metrics:
        named = [asked.metric or ("sales" if unit != "percent" else "")]
    one = named[0] if named else ""
    percent = bool(one) and definitions.metrics[one].unit == "percent"
    return one if percent == (asked.unit == "%") and asked.unit in ("", "$", "%") else ""

"""Conditions against the mean of all groups: 'stores above average', '20% below the mean'."""

from agent.reading.conditions import SIZED, Asked, metric_beside
from agent.reading.days import WEEKDAYS
from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.recognise import keys_from
from agent.reading.timewords import norm, number_at
from agent.reading.tokens import Token
from tools.warehouse.request import Comparison

UNIT = "index"
"""The unit of such a condition: 100 is the mean of the groups."""
_ABOVE = ("above", "over", "better than", "higher than", "more than", "bigger than", "larger than",
    "greater than", "exceeding", "beating", "beats", "beat", "outperforming", "outperform", "ahead of",
    "well above", "far above", "north of")  # fmt: skip
_BELOW = ("below", "under", "worse than", "lower than", "less than", "smaller than", "fewer than", "behind",
    "underperforming", "trailing", "well below", "far below", "south of")  # fmt: skip
_MEAN = {"average", "mean", "avg", "norm"}
_IDLE = {
    "the",
    "our",
    "their",
    "chain",
    "overall",
    "shop",
    "company",
    "-",
    "yearly",
    "annual",
    "weekly",
    "monthly",
    "daily",
    "total",
}
_TIMES = {"twice": 2.0, "double": 2.0, "triple": 3.0, "thrice": 3.0, "half": 0.5}


def find_above_mean(tokens: list[Token], lexicon: Lexicon, definitions: object) -> list[Link]:
    """Links whose data is an Asked of unit "index"."""
    links: list[Link] = []
    for at in range(len(tokens)):
        found = _said(tokens, at)
        if found is None:
            continue
        op, value, after = found
        metric, first, after = _named(tokens, at, after, lexicon)
        if not metric:
            metric, first, after = metric_beside(tokens, at, after, lexicon, "", definitions)
        if metric == "orders" and norm(tokens, first) in SIZED:
            metric = "average_basket"  # "stores with a basket above average"
        if norm(tokens, first) in ("how", "number"):  # what is counted, and not what is above
            metric, first = "", at
        links.append(Link(first, after, "condition", metric, 1.35, Asked(metric, op, value, UNIT)))
    return links


def _named(tokens: list[Token], at: int, after: int, lexicon: Lexicon) -> tuple[str, int, int]:
    """The figure in 'above the average basket', whose name begins with the average."""
    for end, key in reversed(keys_from(tokens, after - 1, 4, lexicon)):
        names = [t.name for t in lexicon.terms.get(key, ()) if t.kind == "metric"]
        if len(key) > 1 and names:
            return names[0], at, end
    return "", at, after


def _said(tokens: list[Token], at: int) -> tuple[Comparison, float, int] | None:
    """The comparison, the index that it is with, and the place behind."""
    percent, start = _percent(tokens, at)
    for length in (2, 1):
        words = " ".join(norm(tokens, start + k) for k in range(length))
        above = words in _ABOVE
        if not above and words not in _BELOW:
            continue
        times, behind = (1.0, start + length) if percent else _times(tokens, start + length)
        if (after := _mean(tokens, behind)) is None:
            continue
        return (">" if above else "<"), 100 * times + (percent if above else -percent), after
    times, behind = _times(tokens, at)
    after = _mean(tokens, behind) if behind > at else None
    return None if after is None else ((">=" if times > 1 else "<="), 100 * times, after)


def _percent(tokens: list[Token], at: int) -> tuple[float, int]:
    """The 20 of '20% above average' and the place behind it; 0 where there is none."""
    value = tokens[at].value if tokens[at].unit == "%" else number_at(tokens, at)
    spoken = norm(tokens, at + 1) in ("percent", "pct", "%")
    if value is None or not (tokens[at].unit == "%" or spoken):
        return 0.0, at
    behind = at + (2 if spoken else 1)
    if norm(tokens, behind) == "or" and norm(tokens, behind + 1) in ("more", "less"):
        behind += 2
    return float(value), behind


def _times(tokens: list[Token], at: int) -> tuple[float, int]:
    """The 2 of 'twice the average', 'two times the average', and the place behind; 1 where there is none."""
    if norm(tokens, at) in _TIMES:
        return _TIMES[norm(tokens, at)], at + 1
    value = number_at(tokens, at)
    if value is not None and norm(tokens, at + 1) in ("times", "x") and norm(tokens, at) not in ("a", "an"):
        return float(value), at + 2
    return 1.0, at


def _mean(tokens: list[Token], at: int) -> int | None:
    """The place behind 'the average', with the noun of the groups where it is said again."""
    while norm(tokens, at) in _IDLE:
        at += 1
    if norm(tokens, at) not in _MEAN:
        return None
    if norm(tokens, at + 1).removesuffix("s") in WEEKDAYS:
        return None  # "better than the average friday" is of a usual day
    named = norm(tokens, at + 1) in ("store", "department", "category", "customer", "household", "shopper",
        "day", "week", "month", "campaign", "brand", "one")  # fmt: skip
    return at + 2 if named else at + 1

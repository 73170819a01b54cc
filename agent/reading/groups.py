"""Conditions on figures: which groups they hold for, and whether the groups are listed or counted."""

from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence, things_counted
from agent.reading.links import Link
from agent.reading.ranking import is_superlative
from agent.reading.ratios import only_weak
from agent.reading.relative_conditions import above_mean, of_whole, part_beside
from agent.reading.result import Rank, Reading
from tools.warehouse.request import Basket, Having, MetricRequest


def hold(s: Sentence, r: Reading, definitions: Any, previous: MetricRequest | None) -> None:
    """Fills in `having` and, where groups are counted, `count_of`. A condition without groups to hold for
    is not understood."""
    for link in s.links:
        if link.kind == "condition" and isinstance(link.data, Asked):
            _condition(s, r, link, definitions)
    counts = [m for m in r.metrics if m in things_counted(definitions)]
    if r.having and not r.count_of and not r.by and (s.asks_number or counts != ["customers"]):
        _count_groups(s, r, counts, definitions)
    _single(s, r, definitions)
    if r.having and not r.by and not r.count_of and any(t.norm == "when" for t in s.tokens):
        r.by = ["month"]
    if r.having and not (r.by or r.count_of or (previous and (previous.by or previous.baskets))):
        # a condition needs groups to hold for: "sales over 100" has none
        _give_up(s, r)


def _condition(s: Sentence, r: Reading, link: Link, definitions: Any) -> None:
    asked = link.data
    counts = things_counted(definitions)
    said = "" if asked.metric in counts and _leads(s, link, asked.metric) else asked.metric
    metric = said or next((m for m in r.metrics if m not in counts), "")
    counts_them = bool(said) and definitions.metrics[said].unit == "count"
    if counts_them and r.by and r.metrics == ["sales"] and only_weak(s):
        r.metrics = [said]  # "product types that sold over 1000 units": the pieces are what is asked about
    if said != asked.metric and asked.metric not in r.metrics:
        r.metrics.append(asked.metric)
    if _is_price(s, r, link):
        metric = "price_per_unit" if "price_per_unit" in definitions.metrics else metric
    worth = [h for b in s.previous.baskets for h in b.having] if s.previous else []
    if not metric and s.previous is not None and asked.unit in ("", "$"):
        held = [*s.previous.having, *worth]
        metric = held[0].metric if held else ""  # "and over 50?"
    if not metric and asked.unit == "":
        metric = "sales" if "sales" in definitions.metrics and asked.value >= 100 else ""
    if asked.unit == "%" and (rate := _rate_of(metric, definitions)):
        r.metrics = [rate if m == metric else m for m in r.metrics]  # "over 20% of sales on display"
        metric = rate
    if asked.unit == "index" and (metric or set(r.metrics) <= set(counts)):
        above_mean(r, metric or "sales", asked)
        return
    if asked.unit == "%" and of_whole(s, r, link, metric, definitions):
        share = metric or "sales"
        ends = [(asked.op, asked.value)] + ([("<=", asked.upper)] if asked.upper is not None else [])
        r.having += [Having(metric=f"{share}_share", op=op, value=value / 100) for op, value in ends]
        r.metrics, r.share = r.metrics or [share], True
        r.part = part_beside(s, link) or r.part
        return
    percent = metric and definitions.metrics[metric].unit == "percent"
    if not metric or (asked.unit == "%") != bool(percent) or asked.unit == "th":
        r.unknown.append(" ".join(t.text for t in s.tokens[link.first : link.after]))
        return
    if (asked.op, asked.value) == ("=", 0) and (r.by or r.count_of or set(r.metrics) & set(counts)):
        r.share = True  # who has none of it is known among those who have anything
    scale = 0.01 if percent else 1.0
    r.having.append(Having(metric=metric, op=asked.op, value=asked.value * scale))
    if asked.upper is not None:
        r.having.append(Having(metric=metric, op="<=", value=asked.upper * scale))
    if not r.metrics and not r.count_of and not worth:
        r.metrics = [metric]


def _rate_of(metric: str, definitions: Any) -> str:
    """The part of all sales that a figure is of some of them."""
    return next((m.name for m in definitions.metrics.values() if m.ratio is not None and m.unit == "percent"
                 and (m.ratio.numerator, m.ratio.denominator) == (metric, "sales")), "")  # fmt: skip


_PIECE = 50
"""In dollars: less is what single products cost, and not what they bring in."""


def _is_price(s: Sentence, r: Reading, link: Link) -> bool:
    """Whether 'product types under 2 dollars' tells of their price: of goods, with no figure in its words."""
    words = set(s.words(link).split())
    fine = {"product", "product_type"} & {*r.by, r.count_of}
    asked = link.data
    bare = asked.metric in ("", "sales") and not words & {
        "sales",
        "sell",
        "sold",
        "revenue",
        "made",
        "make",
        "in",
        "of",
    }
    return bool(fine) and asked.unit == "$" and asked.value <= _PIECE and bare


def _leads(s: Sentence, link: Link, metric: str) -> bool:
    """Whether a condition begins with the things it holds for: 'how many categories sold over 50k'."""
    before = s.before(s.links.index(link))
    first = s.tokens[link.first].stem
    named = any(t.name == metric and first in key for key, ts in s.lexicon.terms.items() for t in ts)
    return (
        named and before is not None and (before.target == "how_many" or s.words(before) in ("which", "what"))
    )


def _count_groups(s: Sentence, r: Reading, counts: list[str], definitions: Any) -> None:
    """'How many households spent more than $500' counts the groups that meet the condition."""
    if counts and all(h.metric != counts[0] for h in r.having):
        r.count_of = things_counted(definitions)[counts[0]]
        r.metrics = [m for m in r.metrics if m != counts[0]] or [r.having[0].metric]


def _single(s: Sentence, r: Reading, definitions: Any) -> None:
    """Single orders: 'how many baskets were over $100' counts them, 'the biggest basket' ranks them."""
    name, dimension = next(((m, d) for m, d in s.singles.items() if m in r.metrics), ("", ""))
    if not name:
        return
    at = next((p for p, x in enumerate(s.links) if x.kind == "metric" and x.target == name), None)
    before = s.before(at) if at is not None else None
    if r.having and not r.count_of:
        if r.by or r.rank or r.share or r.baskets:
            if at is not None and _beside(s, at):  # "baskets over $100 by store", "the share of them"
                held = [h.model_copy(update={"metric": "sales"}) if h.metric == name else h for h in r.having]
                r.baskets, r.having, r.metrics = [*r.baskets, Basket(having=held)], [], [name]
            return
        r.having = [h.model_copy(update={"metric": "sales"}) if h.metric == name else h for h in r.having]
        r.count_of, r.metrics = dimension, [r.having[0].metric]
    elif before is not None and before.kind == "rank" and isinstance(before.data, Rank) and _dated(s, r, at):
        r.by, r.metrics = [dimension, "date"], [m for m in r.metrics if m != name] or ["sales"]
        r.rank = r.rank if r.rank and r.rank.n else Rank(before.data.descending, 1)
    elif before is not None and before.kind == "rank" and r.by and before.target in _SIZES:
        each = [m.name for m in definitions.metrics.values() if m.ratio is not None
                and (m.ratio.numerator, m.ratio.denominator) == ("sales", name)]  # fmt: skip
        r.metrics = [*each[:1], *(m for m in r.metrics if m != name)] or r.metrics
    elif before is not None and before.kind == "rank" and isinstance(before.data, Rank) and not r.by:
        single = any(s.words(x) == "single" for x in s.links)
        vague = is_superlative(before.target) or before.target in _FULL
        if before.data.n is None and vague and not single:
            return
        rest = [m for m in r.metrics if m != name]
        r.by, r.metrics = [dimension], rest or ["sales"]


_SIZES = {"biggest", "largest", "smallest", "tiniest", "heaviest", "priciest", "greatest", "fattest"}
_FULL = {"busiest", "quietest", "peak", "record"}


def _dated(s: Sentence, r: Reading, at: int | None) -> bool:
    """Whether one order is asked for with its day: 'the biggest receipt and when', 'which day had the biggest
    single order'."""
    if at is None or not set(r.by) <= {"date", "month", "weekday"}:
        return False
    noun = s.tokens[s.links[at].after - 1]
    asked = {t.norm for t in s.tokens} & {"when", "day", "date"}
    return (
        noun.norm == noun.stem
        and bool(asked)
        and (r.by in ([], ["date"]) or s.words(s.links[0]) in ("when", "which day", "what day"))
    )


def _beside(s: Sentence, at: int) -> bool:
    """Whether the condition is said of the orders themselves."""
    following = s.following(at)
    return following is not None and following.kind == "condition"


def _give_up(s: Sentence, r: Reading) -> None:
    r.having = []
    r.unknown += [
        " ".join(t.text for t in s.tokens[x.first : x.after]) for x in s.links if x.kind == "condition"
    ]

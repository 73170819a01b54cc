"""A figure per something, or of something: 'and per visit?', 'what share of those mailed is that'."""

import re
from collections.abc import Iterator
from dataclasses import replace

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest

DAYS = "trading_days"
"""What a figure "per day on average" is divided by: days with sales, and not those of the calendar."""
PER = re.compile(r"\b(?:per|for each|for every|each|a piece per)\s+$", re.IGNORECASE)

PERCENT_OF = re.compile(
    r"^\W*(?:(?:and|so|ok|what(?:'?s| is| was)? (?:that|this|it)|whats|show (?:that|it)|that|it)\W+)*"
    r"(?:(?:as|in)\W+)?(?:an?\W+)?(?:%|percent(?:age)?|pct|share|fraction|proportion) of\b",
    re.IGNORECASE,
)
ON_IT = re.compile(r"\bon (?:it|that|this|those|them|these)\b", re.IGNORECASE)


def divided(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Reading:
    """The reading with the governed ratio that the words ask for of the figure before, if there is one."""
    reading = spent_on_it(reading, previous, definitions)
    return (
        _share(reading, previous, definitions)
        or _per(reading, previous, definitions)
        or _beside_whole(reading, previous, definitions)
        or _part_of_total(reading, previous, definitions)
        or reading
    )


def spent_on_it(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Reading:
    """'How much do they spend on it' after private label sales: the same figure, and not all of theirs."""
    metric = definitions.metrics[previous.metrics[0]]
    own = metric.unit == "usd" and metric.additive == "all" and metric.name != "sales"
    if reading.metrics != ["sales"] or not own or not ON_IT.search(reading.question):
        return reading
    return replace(reading, metrics=[metric.name], refers_back=True)


def _per(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Reading | None:
    """'Per visit' divides the figure before by the orders behind it."""
    asked = [
        s
        for s in reading.spans
        if s.kind in ("metric", "dimension")
        and (PER.search(reading.question[: s.start]) or s.text.lower().startswith("per "))
    ]
    others = [m for m in reading.metrics if m not in {s.target for s in asked}]
    if not asked or others:
        return None
    if reading.summary is None and asked[0].target == "date":
        return None  # "per day": each of them
    below = DAYS if asked[0].target == "date" else _counted(asked[0].target, definitions)
    of = {*previous.metrics, *(_over(m, definitions) for m in previous.metrics)}
    for name, above, under in _ratios(definitions):
        if above in of and under == below:
            by = [b for b in reading.by if b != asked[0].target]
            return replace(
                reading, metrics=[name], by=by, rank=None, shape="value", summary=None, refers_back=True
            )
    return None


def _share(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Reading | None:
    """'What share of those mailed is that': the figure before over the one named."""
    if not (reading.share and reading.metrics) or reading.metrics == previous.metrics or reading.filters:
        return None
    shares = [
        (name, under)
        for name, above, under in _ratios(definitions)
        if above == previous.metrics[0] and definitions.metrics[name].unit == "percent"
    ]
    said = definitions.metrics[reading.metrics[0]]
    exact = [name for name, under in shares if under == said.name]
    alike = [name for name, under in shares if definitions.metrics[under].unit == said.unit]
    if not (exact or (alike and reading.refers_to)):
        return None
    return replace(
        reading,
        metrics=(exact or alike)[:1],
        share=False,
        shape="value",
        refers_back=True,
        refers_to=reading.refers_to if previous.by and previous.limit else "",
    )


def _beside_whole(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Reading | None:
    """'As % of sales' after what coupons cost: where no rate of the two is defined, both stand side by side,
    and not the sales of those days as a part of all sales."""
    asks = PERCENT_OF.match(reading.question)
    if not (reading.share and asks and len(reading.metrics) == 1) or reading.by or reading.filters:
        return None
    first, whole = definitions.metrics[previous.metrics[0]], definitions.metrics[reading.metrics[0]]
    if first.name == whole.name or first.unit != whole.unit:
        return None
    note = f"No rate of {first.label.lower()} to {whole.label.lower()} is defined, so both stand side by side"
    both = [first.name, whole.name]
    return replace(
        reading, metrics=both, share=False, shape="value", refers_back=True, notes=[*reading.notes, note]
    )


def _part_of_total(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Reading | None:
    """'What % of the total is that' after an average basket: an average is no part of a total, but what
    stands above its line is."""
    if not reading.share or reading.metrics or reading.by or not (previous.filters or previous.by):
        return None
    metric = definitions.metrics[previous.metrics[0]]
    above = metric.ratio.numerator if metric.ratio and metric.unit != "percent" else ""
    if not above or definitions.metrics[above].additive != "all":
        return None
    of = definitions.metrics[above].label.lower()
    note = f"{metric.label} is an average and no part of a total; this is the share of {of}"
    return replace(reading, metrics=[above], notes=[*reading.notes, note], refers_back=True)


def _ratios(definitions: Definitions) -> Iterator[tuple[str, str, str]]:
    """Every governed ratio: its name, what stands above the line and what below."""
    for name, metric in definitions.metrics.items():
        if metric.ratio and not metric.ratio.denominator_without:
            yield name, metric.ratio.numerator, metric.ratio.denominator


def asks_per(reading: Reading, metric: str) -> bool:
    """Whether the words ask for something per one of what the metric counts."""
    return any(
        s.target == metric
        and re.search(r"\b(?:per|for each|for every|an?|each)\s+$", reading.question[: s.start])
        for s in reading.spans
    )


def _over(name: str, definitions: Definitions) -> str:
    """What a ratio is taken of: of an average basket, the sales."""
    ratio = definitions.metrics[name].ratio if name in definitions.metrics else None
    return ratio.numerator if ratio else ""


def _counted(name: str, definitions: Definitions) -> str:
    """The metric that counts a dimension's members; a metric's own name stays."""
    dimension = definitions.dimensions.get(name)
    if name in definitions.metrics or dimension is None:
        return name
    wanted = f"count_distinct({dimension.column})"
    return next((n for n, m in definitions.metrics.items() if m.expression == wanted), name)

"""Words that were understood and yet have no part in what would be looked up: the answer would be to another
question, so they have to be asked about first."""

from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.accounted import unaccounted
from agent.builtin.clarify import Ask, Option, grouped, what_is_left
from agent.builtin.desk import Step
from agent.builtin.write import words
from agent.reading.result import Reading, Span
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest

EVERYWHERE = {"customer", "order", "product", "store"}
"""Dimensions whose nouns are also said of what every purchase has: 'customers bought', 'per order'."""
RANKED = ("category", "department", "store", "customer")


def unplaced(reading: Reading, steps: Sequence[Step], definitions: Definitions) -> Ask | None:
    """What to ask where a word has no part in the steps that would answer, or None where all have."""
    request = steps[0].request
    left = unused(reading, request, definitions) if request else []
    calls = [c.args for step in steps for c in (step.call, step.whole) if c is not None]
    left += [s.text for s in unaccounted(reading, calls, definitions) if s.text not in " ".join(left)]
    if not left:
        return None
    named = words.listed([f"'{word}'" for word in left])
    if request and left == _of_everything(reading, request, definitions):
        parts = [definitions.dimensions[d] for d in RANKED[:2] if d in definitions.dimensions]
        named_parts = [
            Option(d.plural.capitalize(), replace(reading, by=[*reading.by, d.name])) for d in parts
        ]
        return Ask(f"Of what do you want the {left[0]}?", tuple(named_parts))
    if any(s.kind == "rank" and s.text in left for s in reading.spans):
        asked = f"Of what do you want the {named.strip(chr(39))}?"
        return Ask(asked, grouped(reading, RANKED, "", definitions))
    spans = [replace(s, kind="function", target="") if _said_in(left, s) else s for s in reading.spans]
    rest = Option(f"Leave out {named}{what_is_left(reading, definitions)}", replace(reading, spans=spans))
    belong = "belongs" if len(left) == 1 else "belong"
    return Ask(
        f"I do not see how {named} {belong} to the question. Could you say it in other words?", (rest,)
    )


def unused(reading: Reading, request: MetricRequest, definitions: Definitions) -> list[str]:
    """The words for a grouping, a value or a rank that the request holds nothing of.

    Empty for fragments: what their words change is settled against the request before.
    """
    if reading.refers_back or reading.replaces:
        return []
    left = [s.text for s in reading.spans if _left_over(s, reading, request, definitions)]
    left += _without_what(reading, request) + _alone(reading, request)
    return left + _of_everything(reading, request, definitions) + _divided(reading, request)


def _of_everything(reading: Reading, request: MetricRequest, definitions: Definitions) -> list[str]:
    """The rate that is 100 % whatever is looked up: penetration by month, without any goods."""
    left = []
    for name in request.metrics:
        ratio = definitions.metrics[name].ratio
        if ratio is None or ratio.numerator != ratio.denominator or request.baskets:
            continue
        said = {definitions.dimensions[d].group for d in (*request.by, *request.dimensions)}
        if said.isdisjoint(ratio.denominator_without):
            left += [s.text for s in reading.spans if s.kind == "metric" and s.target == name][:1]
    return left


def _divided(reading: Reading, request: MetricRequest) -> list[str]:
    """The 'per basket' of an average where baskets are looked up beside it, and divide nothing."""
    if reading.summary is None:
        return []
    pairs = zip(reading.spans, reading.spans[1:], strict=False)
    return [
        f"{per.text} {by.text}"
        for per, by in pairs
        if per.text.lower() == "per" and by.kind == "metric" and by.target in request.metrics[1:]
    ]


def _alone(reading: Reading, request: MetricRequest) -> list[str]:
    """The rank of 'what sold best with pizza', where only one group is looked up: nothing is best of one."""
    one = {f.dimension for f in request.filters if f.op == "in" and len(f.values) == 1}
    if len(request.by) != 1 or request.by[0] not in one or request.compare:
        return []
    return [s.text for s in reading.spans if s.kind == "rank"]


def _without_what(reading: Reading, request: MetricRequest) -> list[str]:
    """The end of 'orders with a coupon vs without', where the request has no two sides."""
    last = [(s.kind, s.text) for s in reading.spans][-2:]
    open_end = [kind for kind, _ in last] == ["compare", "negation"]
    if not open_end or request.by or request.compare or request.customers:
        return []
    return [" ".join(text for _, text in last)]


def _said_in(left: list[str], span: Span) -> bool:
    return span.text in left or (span.kind in ("compare", "negation") and span.text in " ".join(left).split())


def _left_over(span: Span, reading: Reading, request: MetricRequest, definitions: Definitions) -> bool:
    if span.kind == "rank":
        ranked = request.by or request.having or request.customers
        return reading.rank is not None and reading.summary is None and not ranked
    name, _, said = span.target.partition("=")
    if span.kind not in ("dimension", "value") or name not in definitions.dimensions:
        return False
    if reading.count_of or name in request.by or name in reading.drops:
        return False
    if _named_by_metric(name, request, definitions) or _timed(name, request, definitions):
        return False
    chosen = {str(v) for f in [*_filters(request), *reading.sides] if f.dimension == name for v in f.values}
    if span.kind == "value":
        return not chosen if name in EVERYWHERE or not said else not chosen & set(said.split("|"))
    return not chosen and name not in EVERYWHERE and not _people(name, request, definitions)


def _named_by_metric(dimension: str, request: MetricRequest, definitions: Definitions) -> bool:
    """Whether a metric speaks of the dimension itself: fuel of 'sales without fuel', brand of its share."""
    given = definitions.dimensions[dimension]
    nouns = {dimension.replace("_", " "), given.label.lower(), given.plural.lower(), *given.synonyms}
    for name in request.metrics:
        metric = definitions.metrics[name]
        said = f"{name.replace('_', ' ')} {metric.label}".lower()
        if given.kind != "id":
            said += f" {metric.meaning.lower()}"  # sales are paid after coupons, and tell none apart
        if any(noun in said for noun in nouns) or (dimension == "brand" and "private" in said):
            return True
    return False


def _timed(dimension: str, request: MetricRequest, definitions: Definitions) -> bool:
    """Whether what is asked parts or bounds time in another way that the same words may mean."""
    if definitions.dimensions[dimension].group != "time":
        return False
    names = [*request.by, *(f.dimension for f in _filters(request))]
    return request.period is not None or any(definitions.dimensions[n].group == "time" for n in names)


def _people(dimension: str, request: MetricRequest, definitions: Definitions) -> bool:
    """Whether what is asked tells people apart in another way that the same words may mean."""
    if definitions.dimensions[dimension].group != "customer":
        return False
    names = {*request.by, *(f.dimension for f in _filters(request))}
    return bool(request.customers) or any(definitions.dimensions[n].group == "customer" for n in names)


def _filters(request: MetricRequest) -> list[Filter]:
    """Every condition on rows, orders and households."""
    kept = [f for basket in request.baskets for f in basket.holding]
    kept += [f for group in request.any_of for f in group]
    return [*request.filters, *kept, *(f for customers in request.customers for f in customers.filters)]

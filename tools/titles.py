"""A governed request in words, for titles and chips: "Sales by department, March 2017, without fuel"."""

from knowledge.metrics import Definitions, Dimension
from tools.evidence import Kind
from tools.warehouse import derived
from tools.warehouse.compile import before
from tools.warehouse.periods import period_words
from tools.warehouse.request import Basket, CustomerSet, Filter, Having, MetricRequest, Selection
from tools.warehouse.sets import alternatives as alternatives_of
from tools.warehouse.steps import step_of
from tools.wording import date, listed, lower_first, readable

_CONDITIONS = {
    ">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "=": "exactly", "!=": "other than",
}  # fmt: skip
_OF: dict[Kind, str] = {
    "value": "{}", "before": "{} before", "change": "change in {}", "change_pct": "change in {}",
    "share": "share of {}", "share_within": "share of {} within its group", "running": "running {}",
    "moving": "average {}", "index": "index of {}",
}  # fmt: skip


def title(request: MetricRequest, d: Definitions) -> str:
    """What is shown, of what and whom, over which days."""
    labels = [d.metrics[m].label for m in request.metrics]
    what = listed([labels[0], *map(lower_first, labels[1:])])
    if request.share:
        what += " with shares"
    if request.by:
        what += " by " + listed([d.dimensions[name].label.lower() for name in request.by])
    what += "".join(f", {words}" for words in additions(request, d))
    if first := first_of(request, d):
        what = f"{first[0].upper()}{first[1:]}: {what}"
    return ", ".join([what, *restrictions(request, d), *_conditions(request, d), *days(request)])


def parts(request: MetricRequest, d: Definitions) -> list[str]:
    """The same in pieces of a few words each: "Sales", "by department", "without fuel", "March 2017"."""
    found = [d.metrics[m].label for m in request.metrics]
    found += [f"by {d.dimensions[name].label.lower()}" for name in request.by]
    found += [*restrictions(request, d), *_conditions(request, d), *days(request)]
    found += additions(request, d)
    if request.share:
        found.append("share of the total")
    if request.share and request.within:
        found.append(f"share within {d.dimensions[request.within].label.lower()}")
    return found + ([first] if (first := first_of(request, d)) else [])


def first_of(request: MetricRequest, d: Definitions) -> str:
    """How many groups are kept: "top 3", "top 3 in each department and the others"; empty where all are."""
    if not (request.limit and request.by):
        return ""
    first = f"{'top' if request.descending else 'bottom'} {request.limit}"
    first += f" in each {d.dimensions[request.within].label.lower()}" if request.within else ""
    return f"{first} and the others" if request.others else first


def additions(request: MetricRequest, d: Definitions) -> list[str]:
    """The columns that are added, in words: "running total", "average of 3 months", "index"."""
    step = step_of(request)
    steps = d.dimensions[step].plural.lower() if step else "rows"
    anew = f" within {d.dimensions[request.within].label.lower()}" if request.within else ""
    words = {
        "running_total": f"running total{anew}",
        "moving_average": f"average of {request.points} {steps}",
        "index": f"index to the average{anew}",
    }
    return [words[name] for name in words if name in request.add]


def row_before(request: MetricRequest) -> str:
    """What stands before each row of a series: "the month before"."""
    step = {"date": "day"}.get(str(step_of(request)), step_of(request))
    return f"the {step or 'row'} before"


def filtered(f: Filter, d: Definitions) -> str:
    """A filter in words: "without fuel", "age 65+", "campaign 13", "Grocery", "March 2017"."""
    dimension = d.dimensions[f.dimension]
    noun = dimension.label.lower()
    named = [value_words(v, dimension) for v in f.values]
    if f.op == "between":
        return f"{noun} {named[0]} to {named[1]}"
    if f.op in ("contains", "not_contains"):
        quoted = listed([f"'{v}'" for v in f.values], "or")
        return f"{noun} {'with' if f.op == 'contains' else 'without'} {quoted} in its name"
    values = listed(named, "or")
    if dimension.labels:
        labels = list(dimension.labels.values())
        if dimension.name == "fuel" and len(f.values) == 1:
            return "without fuel" if (f.values[0] == labels[0]) == (f.op == "not_in") else "fuel only"
        return f"not {values.lower()}" if f.op == "not_in" else values.lower()
    said = f"{noun} {values}" if _needs_noun(dimension) else values
    return f"without {said}" if f.op == "not_in" else said


def restrictions(selection: Selection, d: Definitions) -> list[str]:
    """Of what and whom, each choice in words: "Grocery", "produce or private", "households that ..."."""
    said = [filtered(f, d) for f in selection.filters]
    said += [alternatives(selection.any_of, d)] if selection.any_of else []
    said += [households(selection.customers, d)] if selection.customers else []
    return said + [basket(b, d) for b in selection.baskets]


def alternatives(any_of: list[list[Filter]], d: Definitions) -> str:
    """Groups of filters of which one must hold: "Produce or private", "(Meat and private) or Deli"."""
    groups = [listed([filtered(f, d) for f in group]) for group in any_of]
    several = [len(group) > 1 for group in any_of]
    return listed([f"({g})" if many else g for g, many in zip(groups, several, strict=True)], "or")


def value_words(value: str | int | float, dimension: Dimension) -> str:
    """A value of a dimension as a person would say it."""
    if (dimension.kind == "time" or dimension.show != "as_is") and not str(value).isdigit():
        return date(str(value), dimension.name)
    return readable(value)


def condition(h: Having, d: Definitions) -> str:
    """A condition in words: "at least 3 orders", "sales of more than $100", "sales that fell", "a share of
    sales of more than 5%"."""
    name, kind = derived.split(h.metric, d) or (h.metric, "value")
    metric, noun = d.metrics[name], lower_first(d.metrics[name].label)
    if kind in ("change", "change_pct") and h.value == 0 and h.op in ("<", ">"):
        return f"{noun} that {'fell' if h.op == '<' else 'rose'}"
    percent = metric.unit == "percent" or kind in ("change_pct", "share", "share_within")
    digits = 0 if h.value == int(h.value) else 2
    figure = f"{h.value:.1%}" if percent else f"{'$' if metric.unit == 'usd' else ''}{h.value:,.{digits}f}"
    if metric.unit == "count" and kind == "value":
        return f"{_CONDITIONS[h.op]} {figure} {noun}"
    return f"{figure_words(h.metric, d)} of {_CONDITIONS[h.op]} {figure}"


def figure_words(column: str, d: Definitions) -> str:
    """A column of figures inside a sentence: "sales", "change in sales", "share of sales"."""
    name, kind = derived.split(column, d) or (column, "value")
    return _OF[kind].format(lower_first(d.metrics[name].label))


def households(sets: list[CustomerSet], d: Definitions) -> str:
    """Who counts: "households that bought Yogurt and never bought Beer, with sales of more than $500",
    "households that either bought Beer or were mailed campaign 13"."""
    deeds, having = [], []
    for group in alternatives_of(sets):
        said = [_threshold(s, d) if s.at_least or s.top else _deed(s, d) for s in group]
        if len(group) > 1:
            deeds.append(f"either {listed(said, 'or')}")
        elif group[0].at_least or group[0].top:
            having += said
        else:
            deeds += said
    words = f"households that {listed(deeds)}" if deeds else "households"
    return words + (f"{',' if deeds else ''} {listed(having)}" if having else "")


def days(request: MetricRequest) -> list[str]:
    """When, and against when: "March 2017", "against February 2017"."""
    said = [period_words(request.period)] if request.period else []
    then = before(request)
    if request.compare == "previous_row":
        return [*said, f"each against {row_before(request)}"]
    return [*said, f"against {period_words(then)}"] if then else said


def basket(one: Basket, d: Definitions) -> str:
    """Which orders count, by what they hold: "orders with Beer", "orders without Pork"."""
    held = listed([filtered(f, d) for f in one.holding])
    return f"orders {'without' if one.negate else 'with'} {held}"


def _conditions(request: MetricRequest, d: Definitions) -> list[str]:
    return [condition(h, d) for h in request.having]


def _deed(s: CustomerSet, d: Definitions) -> str:
    goods, rest = _goods_and_rest(s, d)
    what = listed(goods)
    match s.deed:
        case _ if s.when != "any":
            verb = {"bought": "buy", "mailed": "get", "redeemed": "redeem"}[s.deed]
            done = {"bought": "bought", "mailed": "were mailed", "redeemed": "redeemed"}[s.deed]
            said = f"did not {s.when} {verb}" if s.negate else f"{s.when} {done}"
            said += f" {what or ('anything' if s.deed == 'bought' else 'a coupon')}"
        case "bought" if s.negate:
            said = f"{'did not buy' if s.period else 'never bought'} {what or 'anything'}"
        case "bought":
            said = f"bought {what or 'something'}"
        case "mailed":
            said = f"{'were not mailed' if s.negate else 'were mailed'} {listed(rest) or 'a campaign'}"
            rest = []
        case "redeemed":
            said = f"redeemed {'no' if s.negate else 'a'} coupon"
            said += f" of {listed(rest)}" if rest else ""
            rest = []
    rest += [period_words(s.period)] if s.period else []
    return said + (f" ({', '.join(rest)})" if rest else "")


def _threshold(s: CustomerSet, d: Definitions) -> str:
    goods, rest = _goods_and_rest(s, d)
    rest += [period_words(s.period)] if s.period else []
    said = f"{'without' if s.negate else 'with'} {condition(s.at_least, d)}" if s.at_least else ""
    if s.top:
        size = f"{s.top.share:.0%}" if s.top.share else f"{s.top.count:,}"
        end = "bottom" if s.top.lowest else "top"
        where = "outside" if s.negate and not s.at_least else "in"
        said += f"{' ' if said else ''}{where} the {end} {size} by {figure_words(s.top.by, d)}"
    said += f" of {listed(goods)}" if goods else ""
    return said + (f" ({', '.join(rest)})" if rest else "")


def _goods_and_rest(s: CustomerSet, d: Definitions) -> tuple[list[str], list[str]]:
    goods = [f for f in s.filters if d.dimensions[f.dimension].group == "product" and f.op == "in"]
    rest = [filtered(f, d) for f in s.filters if f not in goods]
    return [_goods(f, d.dimensions[f.dimension], d) for f in goods], rest


def _goods(f: Filter, dimension: Dimension, d: Definitions) -> str:
    return listed([str(v).lower() for v in f.values], "or") if dimension.labels else filtered(f, d)


def _needs_noun(dimension: Dimension) -> bool:
    """Whether a bare value would not say what it is: 13, 367, 65+."""
    if dimension.kind == "time":
        return dimension.name == "week"
    return dimension.kind in ("id", "number") or dimension.group == "customer"

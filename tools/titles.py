"""A governed request in words, for titles and chips: "Sales by department, March 2017, without fuel"."""

import datetime as dt

from knowledge.metrics import Definitions
from tools.choice_words import alternatives, basket, condition, figure_words, filtered
from tools.set_words import households, stopped
from tools.warehouse.compile import before
from tools.warehouse.periods import period_words
from tools.warehouse.request import MetricRequest, Selection
from tools.warehouse.steps import step_of
from tools.wording import listed, lower_first, upper_first


def title(request: MetricRequest, d: Definitions, last: dt.date | None = None) -> str:
    """What is shown, of what and whom, over which days. `last` is the last day of the data: who bought
    nothing up to it has stopped."""
    what = _ranked(request, d) or _figures(request, d)
    what += "".join(f", {words}" for words in additions(request, d))
    said = [*restrictions(request, d), *_conditions(request, d), *days(request)]
    if request.customers:
        whole = households(request.customers, d)
        who = stopped(request.customers, d, last) or whole
        if request.by == ["customer"]:
            what, who = f"{upper_first(who)}: {lower_first(what)}", ""
        said = [who if s == whole else s for s in said]
    return ", ".join(part for part in (what, *said) if part)


def _figures(request: MetricRequest, d: Definitions) -> str:
    """Metrics and groups: "Sales and orders by department"."""
    labels = [d.metrics[m].label for m in request.metrics]
    what = listed([labels[0], *map(lower_first, labels[1:])])
    if request.share:
        what += " with shares"
    if request.by:
        what += " by " + listed([d.dimensions[name].label.lower() for name in request.by])
    return what


def _ranked(request: MetricRequest, d: Definitions) -> str:
    """The head of an order: "Top 10 customers by sales", "Bottom 3 categories in each department by sales";
    empty where groups of several dimensions, or all of one, are shown."""
    inner = [name for name in request.by if name != request.within]
    if not request.limit or len(inner) != 1:
        return ""
    noun, end = d.dimensions[inner[0]], "Top" if request.descending else "Bottom"
    ranked = request.order_by if request.order_by not in (None, *request.by) else request.metrics[0]
    said = (
        f"{end} {request.limit} {noun.plural.lower()}" if request.limit > 1 else f"{end} {noun.label.lower()}"
    )
    said += f" in each {d.dimensions[request.within].label.lower()}" if request.within else ""
    said += f"{' and the others' if request.others else ''} by {figure_words(str(ranked), d)}"
    others = [lower_first(d.metrics[m].label) for m in request.metrics if m != ranked]
    if ranked not in request.metrics:
        others = others[1:]
    return f"{said}, with {listed(others)}" if others else said


def parts(request: MetricRequest, d: Definitions) -> list[str]:
    """The same in pieces of a few words each: "Sales", "by department", "without fuel", "March 2017"."""
    found = [d.metrics[m].label for m in request.metrics]
    found += [f"by {d.dimensions[name].label.lower()}" for name in request.by]
    found += [*restrictions(request, d), *_conditions(request, d), *days(request)]
    found += additions(request, d)
    if request.share:
        found.append(f"share {share_over(request, d)}" if request.share_over else "share of the total")
    if request.share and request.within:
        found.append(f"share within {d.dimensions[request.within].label.lower()}")
    return found + ([first] if (first := first_of(request, d)) else [])


def first_of(request: MetricRequest, d: Definitions) -> str:
    """How many groups are kept: "top 3", "top 3 in each department and the others", "bottom 1 by change in
    sales"; empty where all are."""
    if not (request.limit and request.by):
        return ""
    first = f"{'top' if request.descending else 'bottom'} {request.limit}"
    first += f" in each {d.dimensions[request.within].label.lower()}" if request.within else ""
    if request.order_by not in (None, request.metrics[0], *request.by):
        first += f" by {figure_words(str(request.order_by), d)}"
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


def share_over(request: MetricRequest, d: Definitions) -> str:
    """Of what wider part of the shop the rows have a share: "of all departments"; "" where of the total."""
    sets = {"customers": "households", "baskets": "orders", "any_of": "goods", "period": "days"}
    if request.share_over == ["any_of"]:
        return (
            f"of all of {listed([filtered(f, d) for f in request.filters])}" if request.filters else "of all"
        )
    names = [sets.get(name) or d.dimensions[name].plural.lower() for name in request.share_over]
    return f"of all {listed(names)}" if names else ""


def row_before(request: MetricRequest) -> str:
    """What stands before each row of a series: "the month before"."""
    step = {"date": "day"}.get(str(step_of(request)), step_of(request))
    return f"the {step or 'row'} before"


def restrictions(selection: Selection, d: Definitions) -> list[str]:
    """Of what and whom, each choice in words: "Grocery", "produce or private", "households that ..."."""
    said = [filtered(f, d) for f in selection.filters]
    said += [alternatives(selection.any_of, d)] if selection.any_of else []
    said += [households(selection.customers, d)] if selection.customers else []
    return said + [basket(b, d) for b in selection.baskets]


def days(request: MetricRequest) -> list[str]:
    """When, and against when: "March 2017", "against February 2017"."""
    said = [period_words(request.period)] if request.period else []
    then = before(request)
    if request.compare == "previous_row":
        return [*said, f"each against {row_before(request)}"]
    return [*said, f"against {period_words(then)}"] if then else said


def _conditions(request: MetricRequest, d: Definitions) -> list[str]:
    return [condition(h, d) for h in request.having]

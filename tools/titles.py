"""A governed request in words, for titles and chips: "Sales by department, March 2017, without fuel"."""

from knowledge.metrics import Definitions
from tools.choice_words import alternatives, basket, condition, figure_words, filtered
from tools.set_words import households
from tools.warehouse.compile import before
from tools.warehouse.periods import period_words
from tools.warehouse.request import MetricRequest, Selection
from tools.warehouse.steps import step_of
from tools.wording import listed, lower_first


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

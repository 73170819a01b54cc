"""Who the customers are: how many and what they spend, then what is known of their age and households."""

import re

from agent.builtin.desk import Step, arguments
from agent.builtin.history import Call
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

WHO = re.compile(
    r"^\W*(?:so |ok |and )?(?:who (?:are|r) (?:our |my |the |your )?"
    r"(?:customers|shoppers|households|buyers|clients)|(?:our |my )?customers? (?:profile|base))"
    r"(?: exactly| then)?\W*$",
    re.IGNORECASE,
)
FIGURES = ["customers", "sales_per_customer", "average_basket"]
CUTS = ("age", "household_type")


def profile(reading: Reading) -> list[Step] | None:
    """The steps of an overview of the customers, where the question asks who they are and no more."""
    if not WHO.search(reading.question) or reading.filters or reading.by:
        return None
    whole = MetricRequest(metrics=FIGURES, period=reading.period)
    cut = [
        MetricRequest(metrics=FIGURES[:1], by=[name], period=reading.period, order_by=FIGURES[0], share=True)
        for name in CUTS
    ]
    return [Step(Call("query_metric", arguments(r)), reading, r) for r in (whole, *cut)]

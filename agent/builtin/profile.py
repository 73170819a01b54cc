"""Who the customers are: how many and what they spend, then what is known of their age and households."""

import re

from agent.builtin.desk import Step, arguments
from agent.builtin.history import Call
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

ARE = re.compile(r"^\W*(?:so |ok |and )?who (?:are|is|s) ", re.IGNORECASE)
WHO = re.compile(
    r"^\W*(?:so |ok |and )?(?:who (?:are|r) (?:our |my |the |your )?"
    r"(?:customers|shoppers|households|buyers|clients)|(?:our |my )?customers? (?:profile|base))"
    r"(?: exactly| then)?\W*$",
    re.IGNORECASE,
)
FIGURES = ["customers", "sales_per_customer", "average_basket"]
CUTS = ("age", "household_type")


def profile(reading: Reading) -> list[Step] | None:
    """The steps of an overview of the customers, or of those who bought something, where the question asks
    who they are and no more."""
    plain = WHO.search(reading.question) and not reading.filters
    if not (plain or _of_some(reading)) or reading.by:
        return None
    scope = MetricRequest(
        metrics=FIGURES, filters=reading.filters, customers=reading.customers, baskets=reading.baskets,
        any_of=reading.any_of, period=reading.period,
    )  # fmt: skip
    known = {f.dimension for f in reading.filters}
    cut = [
        scope.model_copy(update={"metrics": FIGURES[:1], "by": [name], "order_by": FIGURES[0], "share": True})
        for name in CUTS
        if name not in known
    ]
    whole = scope
    return [Step(Call("query_metric", arguments(r)), reading, r) for r in (whole, *cut)]


def _of_some(reading: Reading) -> bool:
    """'Who are our wine buyers': some of the customers, and neither ranked nor named by number."""
    some = reading.customers or any(f.dimension != "customer" for f in reading.filters)
    open_ = reading.rank or reading.having or reading.unknown or reading.choices or reading.refers_back
    counted = reading.metrics in ([], ["customers"]) and not (reading.share or reading.compare)
    named = any(f.dimension == "customer" for f in reading.filters)
    return bool(ARE.search(reading.question) and some and counted and not (open_ or named))

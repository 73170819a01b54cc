"""What must be said of the households that count: how they were chosen, and where they are few."""

from knowledge.metrics import Definitions
from tools.earlier import EARLY
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest
from tools.wording import date

SMALL = 10
"""Groups of fewer customers than this are named as small."""


def chosen(request: MetricRequest, warehouse: Warehouse, d: Definitions) -> list[str]:
    """What must be said of how the households were chosen: by what a campaign sent them or got from them, by
    a first purchase in days before which nothing is known, by a last one shortly before the data end."""
    said, sets = [], request.customers
    if any(s.deed != "bought" for s in sets) and any("order_lines" in d.facts_of(m) for m in request.metrics):
        said.append(
            "Campaigns were mailed to households that bought more already; a difference is not their effect."
        )
    first, last = warehouse.first_day, warehouse.last_day
    if any(s.when == "first" and s.period and s.period.start < first + EARLY for s in sets):
        said.append(
            "Purchases before the first day of the data are not known, so in the first months many who look "
            "new are not."
        )
    if any(s.when == "last" and s.period and s.period.end > last - EARLY / 3 for s in sets):
        said.append(
            f"The data end on {date(str(last))}, so who last bought shortly before may still come back."
        )
    return said


def few_customers(count: int) -> list[str]:
    """A sentence where the selection itself holds few customers."""
    if not 0 < count < SMALL:
        return []
    noun = "customer is" if count == 1 else "customers are"
    return [f"Only {count} {noun} in this selection; read its figures with care."]


def small_groups(names: list[str]) -> list[str]:
    """A sentence that names groups with few customers, if there are any."""
    if not names:
        return []
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return [f"Fewer than {SMALL} customers in: {', '.join(names[:5])}{more}; read these figures with care."]

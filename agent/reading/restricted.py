"""What the values of a question come to: filters, sets of customers, and what could not be settled."""

from dataclasses import dataclass, field

from agent.reading.result import Choice
from tools.warehouse.request import Basket, CustomerSet, Filter


@dataclass
class Restricted:
    """Filters, the dimensions whose values stand side by side, and what could not be settled."""

    filters: list[Filter] = field(default_factory=list)
    customers: list[CustomerSet] = field(default_factory=list)
    baskets: list[Basket] = field(default_factory=list)
    side_by_side: list[str] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    any_of: list[list[Filter]] = field(default_factory=list)
    sides: list[Filter] = field(default_factory=list)
    """What stands side by side, where a side is more than one value: 'fruit vs vegetables'."""
    among: int = 0
    """How many of the sets are the whole of a share: 'of the beer buyers, what share bought wine'."""
    within: str = ""
    """The dimension inside whose groups is ranked."""
    replaced: bool = False
    """'not sales but orders': what was taken back is no longer among the links."""

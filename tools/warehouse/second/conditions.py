"""The part of the shop that one figure is of, as conditions on the rows of a source."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.metrics import Definitions, Group
from tools.evidence import Value
from tools.warehouse.request import Basket, CustomerSet, Filter, Period
from tools.warehouse.second.days import in_period
from tools.warehouse.second.dimensions import row_meets
from tools.warehouse.second.filters import any_of, kept
from tools.warehouse.second.households import belongs, holds
from tools.warehouse.second.sources import Unreached


@dataclass(frozen=True)
class Part:
    """The part of the shop that one figure is of: a group is told by the value of each of its dimensions."""

    filters: Sequence[Filter] = ()
    any_of: Sequence[Sequence[Filter]] = ()
    customers: Sequence[CustomerSet] = ()
    baskets: Sequence[Basket] = ()
    period: Period | None = None
    known: Sequence[str] = ()
    group: dict[str, Value] = field(default_factory=dict)


def where(alias: str, part: Part, d: Definitions, lifted: frozenset[Group] = frozenset()) -> list[str]:
    """The conditions on a row of the source; those on lifted groups of dimensions are left out.

    Raises Unreached for what the source has no way to.
    """

    def bound(dimension: str) -> bool:
        return d.dimensions[dimension].group not in lifted

    found = [kept(alias, f, d) for f in part.filters if bound(f.dimension)]
    ways = [[kept(alias, f, d) for f in way if bound(f.dimension)] for way in part.any_of]
    if ways and all(ways):
        found.append(any_of([" AND ".join(f"({one})" for one in way) for way in ways]))
    found += [_known(alias, name) for name in part.known if bound(name)]
    found += [_of_group(alias, name, value, d) for name, value in part.group.items() if bound(name)]
    found += in_period(alias, part.period) if part.period else []
    found += [] if "customer" in lifted else belongs(alias, part.customers, d)
    return [*found, *holds(alias, part.baskets, d)]


def _known(alias: str, dimension: str) -> str:
    return row_meets(alias, dimension, lambda x: f"{x} IS NOT NULL")


def _of_group(alias: str, dimension: str, value: Value, d: Definitions) -> str:
    if value is None:
        return f"({_known(alias, dimension)}) IS NOT TRUE"
    if isinstance(value, bool):
        raise Unreached("groups without a name")
    return kept(alias, Filter(dimension=dimension, values=[value]), d)

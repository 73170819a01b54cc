"""The vocabulary of the definitions: facts, metrics, dimensions, and what is absent."""

import ast
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Group = Literal["product", "customer", "store", "order", "time", "campaign", "promotion"]
Condition = Literal[
    "always",
    "fuel_in_scope",
    "fuel_included",
    "demographics_used",
    "promotions_used",
    "campaigns_used",
    "product_scope",
    "time_grouped",
    "period_given",
    "early_days",
    "late_days",
]


Deed = Literal["bought", "mailed", "redeemed"]
Status = Literal["new", "returning", "retained", "reactivated", "lapsed", "previous", "repeat"]
"""Where a customer stands in a period, by what was bought in it, before it and in the period before."""
LOOKS_BACK: tuple[Status, ...] = ("retained", "reactivated", "lapsed", "previous")
"""Statuses that ask for the period before; where the data hold nothing before, they are unknown, not zero."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Caveat(_Strict):
    """A sentence that must reach the answer when its condition holds for the request."""

    text: str
    when: Condition = "always"


class Ratio(_Strict):
    """One metric over another. `denominator_without` lifts the filters and grouping of whole groups of
    dimensions from the denominator, as penetration needs (buyers of X over all active customers)."""

    numerator: str
    denominator: str
    denominator_without: list[Group] = []


class Fact(_Strict):
    """A table that is counted and summed, and how its rows reach the lookups.

    `date` is the column that a period filters; `span` (first, last) instead keeps rows whose days
    overlap the period; `week` holds the week of the data, and a fact without days keeps the weeks that
    the period touches. `joins` maps a lookup to {column here: key column there}; every lookup is
    unique on that key. `keys` are the fact's own id columns. A dimension reaches the fact if its
    table is the fact's own or joined, or (table "own") if its column is one of the keys. `deed` is
    what a household with a row here did.
    """

    name: str
    label: str
    table: str
    keys: list[str]
    date: str | None = None
    span: tuple[str, str] | None = None
    week: str | None = None
    deed: Deed | None = None
    joins: dict[str, dict[str, str]] = {}

    def __hash__(self) -> int:
        return hash(self.name)


class Metric(_Strict):
    """A governed figure: either an `expression` over one fact or a `ratio` of two other metrics.

    `additive` names the groups of dimensions over which its rows may be summed ("all" for every one).
    With a `status`, only customers of that status in the period (or in each week, month ... that is
    grouped by) are counted, or what they bought is summed.
    """

    name: str
    label: str
    synonyms: list[str]
    meaning: str
    unit: Literal["usd", "percent", "count", "ratio"]
    format: Literal["money", "money_cents", "integer", "decimal", "percent"]
    owner: str
    fact: str | None = None
    expression: str | None = None
    status: Status | None = None
    ratio: Ratio | None = None
    additive: list[Group] | Literal["all"] = []
    caveats: list[Caveat] = []
    source: str | None = None
    """Where the definition comes from, if not from the shop itself."""

    @model_validator(mode="after")
    def one_way_to_compute(self) -> "Metric":
        if (self.expression is None) == (self.ratio is None):
            raise ValueError("give either an expression (with its fact) or a ratio")
        if self.expression is not None:
            if self.fact is None:
                raise ValueError("an expression needs its fact")
            ast.parse(self.expression, mode="eval")
        return self


class Dimension(_Strict):
    """A way to cut or filter a metric.

    `table` and `column` say where it lives (table "date" is the fact's own date, table "own" a key
    column of the fact itself); `column` may be an expression over the table's columns. `order`
    lists the values in their natural order, and is complete when present. `labels` renames stored
    values ("true" -> "Fuel"), `show` writes a day as "2017-03-15", or a first day as "2017-03" or
    "2017-Q1"; both are applied after grouping, which stays on the stored value. `values_synonyms` maps
    people's words to the values they stand for.
    `unknown: leave_out` drops rows without a value when grouping and says how many were known.
    """

    name: str
    label: str
    plural: str
    synonyms: list[str]
    meaning: str
    kind: Literal["time", "category", "number", "id"]
    group: Group
    table: str
    column: str
    labels: dict[str, str] = {}
    show: Literal["as_is", "day", "month", "quarter"] = "as_is"
    order: list[str | int] = []
    values_synonyms: dict[str, list[str | int]] = {}
    linkable: bool = True
    """Whether the values are words a person may type; ids and numbers are matched as numbers."""
    spoken: bool = True
    """Whether a person's words ask for it as a grouping; if not, a reader of questions leaves it alone."""
    unknown: Literal["keep", "leave_out"] = "keep"
    none: str = ""
    """The value of rows that have none of it (Not on Display): it has no place in a ranking."""
    caveats: list[Caveat] = []


class Absent(_Strict):
    """Something people ask for that this shop does not record."""

    topic: str
    synonyms: list[str]
    reason: str
    nearest: str
    needs: str

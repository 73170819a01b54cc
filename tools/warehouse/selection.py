"""Of what, of whom and when: the part of the shop that a figure is about."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from knowledge.terms import Deed

Operator = Literal["in", "not_in", "between", "contains", "not_contains"]
Comparison = Literal[">", ">=", "<", "<=", "=", "!="]


class Filter(BaseModel):
    """Keeps the rows whose dimension has (or has not) one of the values. `between` takes two values."""

    model_config = ConfigDict(extra="forbid")
    dimension: str
    op: Operator = "in"
    values: list[str | int | float] = Field(min_length=1)

    @model_validator(mode="after")
    def two_ends(self) -> "Filter":
        if self.op == "between" and len(self.values) != 2:
            raise ValueError("between takes exactly two values: the lowest and the highest")
        return self


Filters = Annotated[
    list[Filter],
    WithJsonSchema({"type": "array", "items": {"type": "object"}, "description": "Each as in 'filters'"}),
]
"""Filters inside something else: a language model is told what a filter is once, where `filters` are."""


class Period(BaseModel):
    """Calendar days in the shop's local time, both ends included."""

    model_config = ConfigDict(extra="forbid")
    start: dt.date
    end: dt.date
    label: str = Field(default="", description="How a person would say it, e.g. 'March 2017'")

    @model_validator(mode="after")
    def in_order(self) -> "Period":
        if self.end < self.start:
            raise ValueError(f"the period ends ({self.end}) before it starts ({self.start})")
        return self


class Having(BaseModel):
    """A condition on a metric, e.g. orders >= 3, or on a column derived from one, e.g. sales_change < 0,
    sales_share > 0.05; a percent of 20 % is 0.2."""

    model_config = ConfigDict(extra="forbid")
    metric: str
    op: Comparison
    value: float


class Top(BaseModel):
    """The heaviest of those who did it, by a metric: a share of them (0.2 is a fifth) or a number of them;
    who ties with the last belongs too."""

    model_config = ConfigDict(extra="forbid")
    by: str = "sales"
    share: float | None = Field(default=None, gt=0, lt=1)
    count: int | None = Field(default=None, ge=1)
    lowest: bool = False

    @model_validator(mode="after")
    def one_size(self) -> "Top":
        if (self.share is None) == (self.count is None):
            raise ValueError("give the size as either share (0.2 is a fifth) or count")
        return self


class CustomerSet(BaseModel):
    """Households that did something at least once: bought goods, were mailed a campaign, redeemed a coupon.

    One purchase (mailing, redemption) must match all filters of a list (each as in 'filters'); an empty list
    matches any.
    """

    model_config = ConfigDict(extra="forbid")
    bought: Filters | None = None
    mailed: Filters | None = None
    redeemed: Filters | None = None
    period: Period | None = Field(default=None, description="When they did it; left out: at any time")
    at_least: Having | None = Field(
        default=None,
        description="And their figure over it meets this, e.g. sales > 5000; those without any never do",
    )
    when: Literal["any", "first", "last"] = Field(
        default="any",
        description="What lies in the period: any such deed, their first of all (new to it) or their last "
        "(stopped since)",
    )
    top: Top | None = None
    negate: bool = Field(default=False, description="The households that are not in this set")
    alternative: bool = Field(default=False, description="This set or the one before it is enough")

    @model_validator(mode="after")
    def one_deed(self) -> "CustomerSet":
        if sum(f is not None for f in (self.bought, self.mailed, self.redeemed)) > 1:
            raise ValueError("give one of bought, mailed and redeemed; a second deed is a second set")
        if self.when != "any" and (self.period is None or self.at_least or self.top):
            raise ValueError(f"'{self.when}' needs a period, and at_least or top belong in a second set")
        return self

    @property
    def deed(self) -> Deed:
        """What they did; buying, unless the set says otherwise."""
        if self.mailed is not None:
            return "mailed"
        return "bought" if self.redeemed is None else "redeemed"

    @property
    def filters(self) -> list[Filter]:
        """What a purchase, mailing or redemption must match."""
        return self.bought or self.mailed or self.redeemed or []


class Basket(BaseModel):
    """Orders that hold at least one line that matches all filters, and whose figures over such lines meet the
    conditions; without filters those of the whole order."""

    model_config = ConfigDict(extra="forbid")
    holding: Filters = Field(default_factory=list)
    having: list[Having] = Field(default_factory=list, description="E.g. sales > 50: orders over $50")
    negate: bool = Field(default=False, description="The orders that are not so")

    @model_validator(mode="after")
    def not_any(self) -> "Basket":
        if not (self.holding or self.having):
            raise ValueError("say which orders: give holding or having")
        return self


Alternative = Annotated[Filters, Field(min_length=1)]


class Selection(BaseModel):
    """Of what, of whom and when: the part of the shop that a figure is about."""

    model_config = ConfigDict(extra="forbid")
    filters: list[Filter] = Field(default_factory=list, description="All must hold for a row to count")
    any_of: list[Alternative] = Field(
        default_factory=list,
        max_length=6,
        description="Besides, one of these groups must hold with all its filters: 'produce or private label' "
        "is two groups of one filter",
    )
    customers: list[CustomerSet] = Field(
        default_factory=list,
        max_length=6,
        description="Only households in all of these sets count, with everything else they bought: "
        "'bought X and Y' is two sets, 'never Y' a set with negate",
    )
    baskets: list[Basket] = Field(
        default_factory=list,
        max_length=4,
        description="Only such orders count, with everything else in them: 'what sells together with beer'",
    )
    period: Period | None = Field(default=None, description="Left out: all the data there is")

    @property
    def dimensions(self) -> list[str]:
        """The dimensions that rows are chosen by, each once."""
        chosen = [*self.filters, *(f for group in self.any_of for f in group)]
        return list(dict.fromkeys(f.dimension for f in chosen))

    def wider(self, names: Iterable[str]) -> Self:
        """The selection without what is said of these dimensions; 'customers' and 'baskets' are its sets,
        'any_of' its alternatives, 'period' its days."""
        bounds: dict[str, Any] = {"customers": [], "baskets": [], "any_of": [], "period": None}
        found = self.only(lambda name: name not in names)
        return found.model_copy(update={name: free for name, free in bounds.items() if name in names})

    def only(self, stays: Callable[[str], bool]) -> Self:
        """The selection without what is said of dimensions that do not stay."""
        filters = [f for f in self.filters if stays(f.dimension)]
        return self.model_copy(update={"filters": filters, "any_of": remaining(self.any_of, stays)})


def chosen(selection: Selection) -> dict[str, Any]:
    """The fields that say what, whom and when, to ask something else of the same."""
    return {name: getattr(selection, name) for name in Selection.model_fields}


def remaining(any_of: Iterable[Iterable[Filter]], stays: Callable[[str], bool]) -> list[list[Filter]]:
    """Alternatives without the filters of dimensions that do not stay; none where one of them has nothing
    left to ask for, and so always holds."""
    groups = [[f for f in group if stays(f.dimension)] for group in any_of]
    return groups if all(groups) else []

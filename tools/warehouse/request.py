"""What a governed query asks for: metrics, by which dimensions, of which part of the shop and whom, when."""

from typing import Literal

from pydantic import Field, field_validator

from tools.warehouse.selection import (
    Basket,
    Comparison,
    CustomerSet,
    Filter,
    Having,
    Period,
    Selection,
    Top,
    chosen,
    remaining,
)

__all__ = [
    "Basket", "Comparison", "CustomerSet", "Filter", "Having", "MetricRequest", "Period", "Selection", "Top",
    "chosen", "remaining",
]  # fmt: skip

Earlier = Literal["week_before", "month_before", "quarter_before", "year_before"]
Addition = Literal["running_total", "moving_average", "index"]


class MetricRequest(Selection):
    """A governed query. Metrics and dimensions are names from the definitions; nothing else is accepted."""

    metrics: list[str] = Field(min_length=1, max_length=6)
    by: list[str] = Field(default_factory=list, max_length=3, description="Dimensions to group by")
    compare: Period | Earlier | Literal["previous_period", "previous_row"] | None = Field(
        default=None,
        description="What to set beside: another period, the same days some time before or, in a series, the "
        "row before (month over month); adds before, change and change_pct columns",
    )
    within: str | None = Field(
        default=None,
        description="A dimension of 'by' in each of whose values limit, share and running total start anew: "
        "'top 3 categories in each department' is by both, within department",
    )
    share: bool = Field(
        default=False, description="Adds each group's share of the total, with 'within' also of its parent"
    )
    share_over: list[str] = Field(
        default_factory=list,
        description="With share: dimensions ('customers', 'baskets', 'any_of', 'period') whose filters "
        "hold for the part and not for its whole, so that each row's share is of the same group: sales of "
        "produce by store, share_over department, is what part of each store's sales is produce; groups with "
        "nothing of it have 0",
    )
    add: list[Addition] = Field(
        default_factory=list,
        description="Columns to add: along the time of 'by' a running total, the mean of the last points; "
        "index is 100 for the average",
    )
    points: int = Field(default=3, ge=2, le=53)
    having: list[Having] = Field(
        default_factory=list,
        description="Keeps the groups that meet all; the fact `groups` counts them, with limit 1 or not",
    )
    order_by: str | None = Field(
        default=None, description="A metric, a dimension, or e.g. sales_change, sales_share"
    )
    descending: bool = True
    limit: int | None = Field(default=None, ge=1, le=1000)
    others: bool = Field(default=False, description="With limit: all further groups as one row 'Others'")

    @field_validator("metrics", "add")
    @classmethod
    def once(cls, given: list[str]) -> list[str]:
        return list(dict.fromkeys(given))

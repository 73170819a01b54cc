"""A number as a text says it, and which computed values it may stand for."""

from dataclasses import dataclass
from typing import Literal

FigureUnit = Literal["usd", "percent", "points", "times", "plain"]
Hedge = Literal["exact", "about", "over", "under"]


@dataclass(frozen=True)
class Figure:
    """A number as said. Percents and points are fractions, as in evidence; `step` is the unit of the last
    digit shown; `sign` is +1 or -1 where a sign is written; `loose` is half the last digit that is not 0."""

    text: str
    start: int
    end: int
    value: float
    step: float
    loose: float
    unit: FigureUnit
    hedge: Hedge = "exact"
    sign: int = 0
    spelled: bool = False
    """Said in words ("half", "three"), which people round more freely."""
    form: Literal["number", "nth", "clock", "code", "fraction", "multiple"] = "number"

    def fits(self, value: float) -> bool:
        """Whether a computed value, sign aside, may be displayed as this figure."""
        said, true = abs(self.value), abs(value)
        rounding = self.step / 2 * (1 + 1e-6) + 1e-9 * max(said, 1e-6)
        if self.form in ("fraction", "multiple"):
            rounding = 0.03 * true if self.form == "fraction" else 0.05 * true
        if self.hedge == "about":
            wide = (
                (0.1 if self.form == "fraction" else 0.05) * true
                if self.form != "number"
                else min(self.loose * (1 + 1e-6), 0.05 * true)
            )
            return abs(said - true) <= max(rounding, wide)
        reach = 0.1 if self.form == "number" else 0.3
        if self.hedge == "over":
            return said * (1 - 1e-9) <= true <= said * (1 + reach)
        if self.hedge == "under":
            return said * (1 - reach) <= true <= said * (1 + 1e-9)
        return abs(said - true) <= rounding

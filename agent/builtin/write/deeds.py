"""Whom a figure is of, by what they did: 'households that bought Beer', as it fits into a sentence."""

from knowledge.metrics import Definitions
from tools.set_words import households
from tools.warehouse.request import CustomerSet, Period

OPERATORS = {
    ">": "more than",
    ">=": "at least",
    "<": "less than",
    "<=": "at most",
    "=": "exactly",
    "!=": "not",
}
HEAD = "households that "


def chosen(sets: list[CustomerSet], definitions: Definitions, during: Period | None = None) -> str:
    """The households in the sets; empty without any. `during` are the days of the figure, which the sentence
    says anyway: they are left out where a set has no others."""
    if not sets:
        return ""
    said = [s.model_copy(update={"period": None}) if _same(s, during) else s for s in sets]
    return households(said, definitions)


def done(sets: list[CustomerSet], definitions: Definitions, during: Period | None) -> str:
    """What those households did in these very days, 'bought Beer and never bought Wine', where to have done
    it is to have shopped; empty for any other sets."""
    plain = all(s.deed == "bought" and s.when == "any" and s.period == during for s in sets)
    whole = chosen(sets, definitions, during)
    if not plain or not sets or sets[0].negate or not whole.startswith(HEAD):
        return ""
    return whole.removeprefix(HEAD)


def _same(one: CustomerSet, during: Period | None) -> bool:
    return one.when == "any" and not one.negate and one.period == during

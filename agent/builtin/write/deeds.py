"""Whom a figure is of, by what they did: 'households that bought Beer', as it fits into a sentence."""

from agent.builtin.write import words
from agent.builtin.write.restriction import phrase
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
VERBS = {"that ": "", "with ": "had ", "in the ": "were in the "}
"""How a sentence says what a name of households says by its first word."""


def chosen(sets: list[CustomerSet], definitions: Definitions, during: Period | None = None) -> str:
    """The households in the sets; empty without any. `during` are the days of the figure, which the sentence
    says anyway: they are left out where a set has no others."""
    if not sets:
        return ""
    if plain := _stopped(sets, definitions) or _began(sets, definitions):
        return f"{HEAD}{plain}"
    said = [s.model_copy(update={"period": None}) if _same(s, during) else s for s in sets]
    return households(said, definitions)


def done(sets: list[CustomerSet], definitions: Definitions, during: Period | None) -> str:
    """What those households did, 'bought Beer and never bought Wine', where to have done it is to have
    shopped in the days of the figure; empty for any other sets."""
    if not sets:
        return ""
    own = sets[0].period
    if during in (None, own) and (plain := _stopped(sets, definitions) or _began(sets, definitions)):
        return plain
    plainly = all(s.deed == "bought" and s.when == "any" and s.period == during for s in sets)
    whole = chosen(sets, definitions, during)
    if not plainly or sets[0].negate or not whole.startswith(HEAD):
        return ""
    return whole.removeprefix(HEAD)


def predicate(sets: list[CustomerSet], definitions: Definitions) -> str:
    """What the households did or had, as it follows 'households': 'bought Beer', 'had at least 3 orders';
    empty where being among them does not say that they shopped."""
    if not any(s.deed == "bought" and not s.negate for s in sets) or any(s.alternative for s in sets):
        return ""
    whole = chosen(sets, definitions).removeprefix("households ")
    for head, verb in VERBS.items():
        if whole.startswith(head):
            return verb + whole.removeprefix(head).replace(", with ", " and had ")
    return ""


def _stopped(sets: list[CustomerSet], definitions: Definitions) -> str:
    """'bought Beer in Q1 2017 but none in Q2 2017', 'shopped in H1 2017 but not in H2 2017', 'shopped both in
    January 2017 and in December 2017'."""
    if len(sets) != 2 or any(not _bought(s) or s.period is None for s in sets):
        return ""
    first, then = sets
    if first.negate or first.filters != then.filters or first.period == then.period:
        return ""
    goods = phrase(first.filters, definitions, of="").strip()
    verb, no = (f"bought {goods}", "none") if goods else ("shopped", "not")
    if not then.negate:
        return f"{verb} both in {_days(first.period)} and in {_days(then.period)}"
    return f"{verb} in {_days(first.period)} but {no} in {_days(then.period)}"


def _began(sets: list[CustomerSet], definitions: Definitions) -> str:
    """'made their first purchase in March 2017', 'last bought Yogurt in March 2017'."""
    (one, *others) = sets
    if others or one.deed != "bought" or one.when == "any" or one.negate or one.top or one.at_least:
        return ""
    goods = phrase(one.filters, definitions, of="").strip()
    did = f"{one.when} bought {goods}" if goods else f"made their {one.when} purchase"
    return f"{did} in {_days(one.period)}"


def _bought(one: CustomerSet) -> bool:
    return one.deed == "bought" and one.when == "any" and not (one.top or one.at_least or one.alternative)


def _days(period: Period | None) -> str:
    return (period.label or words.days(period.start, period.end)) if period else ""


def _same(one: CustomerSet, during: Period | None) -> bool:
    return one.when == "any" and not one.negate and one.period == during

"""What households did that belong to a set: 'bought Beers/Ales and never bought Frozen Pizza'."""

from agent.builtin.write import words
from agent.builtin.write.restriction import phrase
from knowledge.metrics import Definitions
from tools.warehouse.request import CustomerSet, Period

OPERATORS = {
    ">": "more than",
    ">=": "at least",
    "<": "less than",
    "<=": "at most",
    "=": "exactly",
    "!=": "not",
}
DID = {"bought": "bought", "mailed": "received", "redeemed": "redeemed"}


def done(sets: list[CustomerSet], definitions: Definitions, during: Period | None = None) -> str:
    """The deeds as they follow 'households' or 'that'; empty without any. `during` is said elsewhere."""
    said = [_deed(s, definitions, during) for s in sets]
    kept = _both([d for d, s in zip(said, sets, strict=True) if not s.negate])
    never = [f"never {d}" for d, s in zip(said, sets, strict=True) if s.negate]
    return " but ".join(p for p in (words.listed(kept), words.listed(never, "or")) if p)


def _both(said: list[str]) -> list[str]:
    """'bought both Beer and Pizza' for two that begin alike."""
    plain = len(said) == 2 and all(d.startswith("bought ") and "(" not in d for d in said)
    return [f"bought both {said[0][7:]} and {said[1][7:]}"] if plain else said


def _deed(one: CustomerSet, definitions: Definitions, during: Period | None) -> str:
    goods = phrase(one.filters, definitions, of="", to="from").replace("  ", " ").strip()
    goods = goods.removeprefix("for ") if one.deed == "mailed" else goods
    coupons = "coupons " if one.deed == "redeemed" else ""
    text = f"{DID[one.deed]} {coupons}{goods or ('' if coupons else 'anything')}".strip()
    if one.at_least is not None:
        metric = definitions.metrics.get(one.at_least.metric)
        label = metric.label.lower() if metric else one.at_least.metric
        value = words.figure(one.at_least.value, metric.unit if metric else "count")
        met = f"had {label} of {OPERATORS[one.at_least.op]} {value}{' of ' + goods if goods else ''}"
        if one.at_least.metric == "sales":
            met = f"spent {OPERATORS[one.at_least.op]} {value}{' on ' + goods if goods else ''}"
        text = met if one.deed == "bought" else f"{text} and {met}"
    if one.period is not None and (one.negate or one.period != during):
        text += f" ({one.period.label or words.days(one.period.start, one.period.end)})"
    return text

"""How a figure is spread over orders, customers, products: the middle, the usual range, what the top has."""

from agent.builtin.write import scope, words
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View
from tools.evidence import Fact

APART = 1.1
"""From this ratio on, mean and median differ enough to say why."""


def spread(view: View) -> str:
    """'Median sales per order were $17.50, against an average of $29.49, which a few large ones pull up ...';
    empty without its facts."""
    facts = {f["name"]: f for f in view.evidence["facts"]}
    needed = [facts.get(name) for name in ("units", "median", "mean", "q1", "q3")]
    if any(f is None or not isinstance(f["value"], int | float) for f in needed):
        return ""
    units, middle, mean, low, high = (f for f in needed if f is not None)
    figure = mean["label"].removeprefix("Mean ").partition(" per ")[0]
    noun = units["label"].lower()
    where, when = (scope.where(view), scope.when(view)) if view.request else ("", "")
    skewed = _value(middle) and _value(mean) / _value(middle) > APART
    why = ", which a few large ones pull up" if skewed else ""
    verb = "were" if is_plural(middle["label"]) else "was"
    # Beside small counts the number of units would be taken for one of them.
    many = "" if mean["unit"] == "ratio" else f"{_said(units)} "
    said = [
        f"{middle['label']}{where} {verb} {_said(middle)}{when}, against an average of {_said(mean)}{why}",
        f"The middle half of the {many}{noun} lay between {_said(low)} (first quartile) and "
        f"{_said(high)} (third quartile)",
    ]
    if (top := facts.get("top_10")) is not None and isinstance(top["value"], int | float):
        said.append(f"The top 10% of {noun} made up {_said(top)} of {figure}")
    return " ".join(words.sentence(one, view.mark) for one in said)


def _said(fact: Fact) -> str:
    return words.figure(fact["value"], fact["unit"])


def _value(fact: Fact) -> float:
    return float(fact["value"]) if isinstance(fact["value"], int | float) else 0.0

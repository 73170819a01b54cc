"""The better of two that were set side by side: 'the better month', 'the weaker one', 'the winner'."""

import re
from collections.abc import Sequence

from agent.builtin.headlines import headlines
from agent.builtin.history import Answered
from knowledge.metrics import Definitions
from tools.evidence import Evidence
from tools.warehouse.request import MetricRequest, Period

MORE = "better|higher|bigger|stronger|larger|busier|greater"
LESS = "worse|lower|smaller|weaker|quieter|slower|poorer"
ONE = re.compile(
    rf"\b(?:the|that) (?:(?P<more>{MORE})|(?P<less>{LESS})) (?:of (?:the |those |these )?(?:two|both|2)\b|"
    r"(?P<noun>[a-z]+)\b)",
    re.IGNORECASE,
)
ROLE = re.compile(r"\b(?:the|our) (?:(?P<more>winner|leader)|(?P<less>loser|laggard))\b", re.IGNORECASE)
NOUNS = {"one", "side", "group", "period", "month", "week", "quarter", "day", "half", "year", "season"}


def of_two(
    question: str, past: Sequence[Answered], definitions: Definitions
) -> tuple[str, list[Answered]] | None:
    """The question with 'it' for the one of two, and the answers led by the one that is meant; None where it
    names none, or no two figures stand side by side."""
    said = ONE.search(question) or ROLE.search(question)
    if said is None or not past or not _is_noun(said, past[0][0], definitions):
        return None
    two = _two(past)
    if len(two) < 2:
        return None
    pick = max if said["more"] else min
    request, found, _ = pick(two, key=lambda side: side[2])
    text = f"{question[: said.start()]}it{question[said.end() :]}"
    return text, [(request, found), *past]


def _is_noun(said: re.Match[str], last: MetricRequest, definitions: Definitions) -> bool:
    """Whether what follows names one of them: not the figure, as in 'the bigger basket'."""
    noun = (said.groupdict().get("noun") or "one").lower()
    names = [*last.by, *(f.dimension for f in last.filters)]
    known = [definitions.dimensions[n] for n in names if n in definitions.dimensions]
    words = {w for d in known for label in (d.label, *d.synonyms) for w in label.lower().split()}
    return noun in NOUNS or noun in words


def _two(past: Sequence[Answered]) -> list[tuple[MetricRequest, Evidence | None, float]]:
    """The two figures that were spoken of last, each with the request behind it."""
    last, found = past[0]
    if isinstance(last.compare, Period) and not last.by and found and found["rows"]:
        row, metric = found["rows"][0], last.metrics[0]
        now = last.model_copy(update={"compare": None})
        then = now.model_copy(update={"period": last.compare})
        both = [(now, row.get(metric)), (then, row.get(f"{metric}_before"))]
        return [(r, found, float(v)) for r, v in both if isinstance(v, int | float)]
    return [(f.request, f.evidence, f.value) for f in headlines(past)[:2]]

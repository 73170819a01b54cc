"""The first words of an answer that yes or no settles, or to a question that takes the untrue for granted."""

import re

from agent.builtin.write.cells import number
from agent.builtin.write.limit import against
from agent.builtin.write.view import View
from agent.reading.result import Reading
from tools.warehouse.request import Period

ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|ok|okay|well|now)\W+)*(?:do|does|did|is|are|was|were|has|have|had)\b", re.I
)
OR = re.compile(r"\bor\b", re.I)
"""Between two groups it asks which of them, and not whether."""
RISES = re.compile(
    r"\b(ris(?:e|es|en|ing)|rose|gr[eo]w(?:n|th|ing)?|increas\w*|gain(?:s|ed)?|improv\w*|up|"
    r"more|higher|better|bigger|larger|above|greater|stronger|busier|pricier|dearer|"
    r"beats?|outsell|outsold|outperform\w*|ahead of)\b",
    re.I,
)
FALLS = re.compile(
    r"\b(fall(?:s|en|ing)?|fell|drop\w*|declin\w*|decreas\w*|shr[aiu]nk\w*|los[te]|down|dip\w*|"
    r"less|lower|fewer|worse|smaller|below|weaker|quieter|slower|cheaper)\b",
    re.I,
)
EXISTS = re.compile(r"\b(?:any(?:one|body|thing)?|even|ever|at all)\b", re.I)
"""Whether there is any: 'did anyone shop on new year's day'."""
BESIDE = re.compile(r"\b(?:than|vs|versus|against|compared|relative)\b", re.I)


def verdict(text: str, view: View, reading: Reading) -> str:
    """The text with a yes or no before it where the question asks for one, or with the plain word that what
    it takes for granted did not happen."""
    question = reading.question
    asked = {str(v).lower() for f in reading.filters if f.op == "in" for v in f.values}
    if reading.limit is not None and (held := against(view, reading.limit, asked)):
        return held + (text[:1].lower() + text[1:] if common(text, view) else text)
    if reading.candidate and view.dimensions and view.rows:
        first = str(view.rows[0].get(view.dimensions[0]["name"])).lower() == reading.candidate.lower()
        return f"{'Yes' if first else 'No'}: {text}"
    upward = _direction(question)
    if not upward and ASKS.search(question) and EXISTS.search(question) and (there := _there(view)):
        return f"{there}: {text[:1].lower() + text[1:] if common(text, view) else text}"
    turned = _base_named_first(view, reading)
    found = -_found(view, reading) if turned else _found(view, reading)
    if not upward or not found:
        return text
    agrees = upward == found
    which = OR.search(question) and (len(view.dimensions) == 1 or view.beside(view.metrics[0], "change"))
    if which:
        return text
    if ASKS.search(question):
        rest = text[:1].lower() + text[1:] if common(text, view) else text
        return f"{'Yes' if agrees else 'No'}: {rest}"
    if agrees or turned or view.dimensions or view.request is None or view.request.compare is None:
        return text
    did, but = ("fall", "rose") if upward < 0 else ("rise", "fell")
    label = view.label(view.metrics[0])
    return f"{label} did not {did} but {but}. {text}"


def of_pair(text: str, first: View, second: View, question: str) -> str:
    """The text of two single figures with a yes or no before it, where the question asks whether the first is
    the greater."""
    upward = _direction(question)
    mine, other = (
        v.measured(v.metrics[0]) if v.metrics and not v.dimensions else [] for v in (first, second)
    )
    if re.search(r"\bor\b", question) or not (upward and mine and other and ASKS.search(question)):
        return text
    found = _sign(number(mine[0], first.metrics[0]) - number(other[0], second.metrics[0]))
    rest = text[:1].lower() + text[1:] if common(text, first) else text
    return f"{'Yes' if found == upward else 'No'}: {rest}" if found else text


def _there(view: View) -> str:
    """'Yes' where a single figure is more than nothing, 'No' where nothing was recorded; '' for others."""
    request, metric = view.request, view.metrics[0] if view.metrics else None
    if request is None or metric is None or view.dimensions or request.compare is not None:
        return ""
    rows = view.measured(metric)
    return "Yes" if rows and number(rows[0], metric) > 0 else "No"


def _base_named_first(view: View, reading: Reading) -> bool:
    """Whether it is asked of the earlier of two times: 'is june higher than july' is no when july is up."""
    request = view.request
    if request is None or not isinstance(request.compare, Period) or not BESIDE.search(reading.question):
        return False
    named = [s.target for s in reading.spans if s.kind == "period"]
    if len(named) == 1 and reading.refers_back and request.period is not None:
        return named[0] == request.period.label  # "was it better than december", of january
    return len(named) > 1 and named[0] == request.compare.label


def _direction(question: str) -> int:
    """1 where the question speaks of more, -1 of less, 0 of both or neither."""
    return bool(RISES.search(question)) - bool(FALLS.search(question))


def _found(view: View, reading: Reading) -> int:
    """Which way the figure moved, or whether the first of two groups that were named has more: 1, -1 or 0."""
    request, rows = view.request, view.measured(view.metrics[0]) if view.metrics else []
    if request is None or not rows:
        return 0
    metric = view.metrics[0]
    time = view.time
    picked = any(_is_time(f.dimension, view) for f in request.filters)
    if picked and time is not None:
        # Holidays or Mondays alone: the last below the first says nothing of them against others.
        return 0
    if time is not None and len(view.dimensions) == 1 and request.order_by in (None, time["name"]):
        # "Is it growing?": from the first whole step to the last.
        whole = [r for r in rows if str(r[time["name"]]) not in view.partial] or rows
        return _sign(number(whole[-1], metric) - number(whole[0], metric)) if len(whole) > 1 else 0
    if request.compare is not None and not view.dimensions:
        change = view.beside(metric, "change")
        later = isinstance(request.compare, Period) and request.period and (
            request.compare.start > request.period.start
        )  # fmt: skip
        if change is None or later or not isinstance(rows[0].get(change["name"]), int | float):
            return 0
        return _sign(number(rows[0], change))
    if len(rows) != 2 or len(view.dimensions) != 1 or request.compare is not None:
        return 0
    name = view.dimensions[0]["name"]
    said = [s.target.partition("=")[2].lower() for s in reading.spans if s.kind == "value"]
    told = [r for s in said for r in rows if str(r[name]).lower() == s]
    if not told:
        return 0
    first, other = told[0], next(r for r in rows if r is not told[0])
    if other not in told and reading.refers_back:
        first, other = other, first  # "is it better than store 367": it is the other one
    return _sign(number(first, metric) - number(other, metric))


def _is_time(dimension: str, view: View) -> bool:
    described = view.definitions.dimensions.get(dimension)
    return described is not None and described.group == "time"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def common(text: str, view: View) -> bool:
    """Whether the text starts with a word that needs no capital inside a sentence: no name of goods."""
    described = [view.definitions.dimensions.get(c["name"]) for c in view.dimensions]
    people = any(d is not None and d.group == "customer" for d in described)
    return people or text.startswith(("There ", *(view.label(m) for m in view.metrics)))

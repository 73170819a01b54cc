"""One thing set against everything: 'store 367's basket, higher or lower than the chain?' asks for both."""

import re
from dataclasses import dataclass, replace
from typing import Any

from agent.builtin.desk import Desk, Step, arguments
from agent.builtin.history import Call
from agent.builtin.parted import everyone_else
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest

MEMBERS = r"(?:stores?|shops?|customers?|households?|shoppers?|departments?|categor(?:y|ies)|products?|goods)"
MEAN = r"(?:average|avg\.?|typical|normal|mean|norm)"
SIDE = r"(?:higher|lower|better|worse|bigger|smaller|more|less|larger|fewer|above|below|over|under|up|down)"
ALL = re.compile(
    r"(?:[,–—-]\s*)?(?:\b(?:and )?how (?:does |do |did )?(?:that|this|it|they|these|those) )?"
    r"(?:\b(?:is|are|was|were) (?:it|that|they) )?"
    rf"(?:\b(?:much |any |a bit )?{SIDE}(?: or {SIDE})? )?"
    r"\b(?:vs\.?|versus|against|than|above|below|(?:the )?same (?:for|of|in|at)|"
    r"(?:(?:to )?compare[ds]?|comparing|relative|next) (?:to|with))\s+"
    r"(?:that of |those of |what we see |in |for |at |across )?(?:(?:the|our|all|a|an) )*"
    rf"(?P<all>(?:rest of (?:the )?(?:chain|shop|company|{MEMBERS})|other {MEMBERS}|"
    r"(?:all the )?others?\b(?! \w)|(?:everyone|everybody)(?: else)?|"
    r"(?:overall |total |whole |entire )?(?:chain|company|business)(?:'s)?(?:[- ]?wide)?|"
    r"whole shop|shop[- ]?wide|"
    rf"{MEAN} {MEMBERS}|all {MEMBERS}|{MEMBERS} {MEAN}|"
    rf"{MEAN} (?P<span>day|week|month)|"
    rf"(?:overall|{MEAN})(?! (?:day|week|month|quarter|year|\w+day)\b))"
    rf"(?: (?:{MEAN}|figure|overall|as a whole))?)(?!\w)",
    re.IGNORECASE,
)
"""'Higher or lower than the chain', 'vs the average store', 'compared to everyone else'."""
SPANS = {"day": "date", "week": "week", "month": "month"}
KINDS = (
    ("store", r"store|shop"),
    ("customer", r"custom|house|shopper|every"),
    ("product", r"depart|categ|product|goods"),
)
WHOLE = re.compile(r"\b(?:whole shop|shop[- ]?wide)\b", re.IGNORECASE)
MORE = re.compile(r"\b(?:more|less|higher|lower|better|worse|bigger|smaller|larger|fewer)\b", re.IGNORECASE)
BASKET = re.compile(
    r"\b(?:an? )?(?:higher|bigger|larger|lower|smaller|better) (?:average )?(?:basket|ticket|order|trip)s?\b",
    re.IGNORECASE,
)
REST = re.compile(r"\b(?:rest|others?|else)\b", re.IGNORECASE)
AVERAGE = re.compile(r"\b(?:average|avg|typical|normal|mean|norm)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Against:
    """The question without its other side, and what that side is: all, the average, or all the rest."""

    question: str
    said: str
    span: str = ""
    """'date', 'week' or 'month' where it is the usual one of these."""

    @property
    def rest(self) -> bool:
        return REST.search(self.said) is not None


def against_all(question: str) -> Against | None:
    """The two sides of a question that sets one thing against everything; None for any other question."""
    found = ALL.search(question)
    if not found:
        return None
    left = BASKET.sub("average basket", f"{question[: found.start()]} {question[found.end() :]}")
    left = " ".join(MORE.sub("", left).split())
    return Against(
        re.sub(r"\s+([?.,;!])", r"\1", left).strip(" ,;-–"),
        found["all"],
        SPANS.get((found["span"] or "").lower(), ""),
    )


def sided(text: str, reading: Reading, desk: Desk) -> tuple[Reading, Against | None]:
    """The reading of the one side, where the other is everything; any other reading as it is."""
    found = against_all(text)
    if found is None or reading.versus or (reading.against_rest and not reading.unknown and found.rest):
        return reading, None
    alone = desk.reader.read(found.question, None)
    open_ = (
        alone.unknown
        or alone.choices
        or alone.by
        or alone.rank
        or alone.tool
        or alone.compare
        or alone.capability
    )
    usual = bool(found.span and (alone.period or alone.filters))
    if (
        open_
        or alone.share
        or not (usual or _lifted(alone.filters, found, desk.definitions) or _whom(alone, found))
    ):
        return reading, None
    return replace(alone, question=text), found


def everything(step: Step, against: Against | None, definitions: Definitions) -> list[Step]:
    """The step for the other side: the same figure of all, of the average one, or of all the rest."""
    request = step.request
    if against is None or request is None or step.whole:
        return []
    if against.span:
        return _usual(step, request, against.span, definitions)
    lifted = _lifted(request.filters, against, definitions)
    if not lifted and not request.customers:
        return []
    if request.by and request.by != [f.dimension for f in lifted]:
        return []
    if not lifted and against.rest:
        return everyone_else(step)
    rest = [f.model_copy(update={"op": "not_in"}) for f in lifted if against.rest and f.op == "in"]
    kept = [f for f in request.filters if f not in lifted] + rest
    people = request.customers if lifted else []
    bare: dict[str, Any] = {"by": [], "order_by": None, "limit": None}
    other = request.model_copy(update={"filters": kept, "customers": people, **bare})
    reading = replace(step.reading, filters=kept, customers=people)
    each = lifted[0].dimension if lifted else "customer"
    if AVERAGE.search(against.said) and definitions.metrics[request.metrics[0]].ratio is None:
        # The average store, and not the sum of all of them.
        other, reading = other.model_copy(update={"by": [each]}), replace(reading, summary="mean")
    call = Call("query_metric", arguments(other))
    return [
        replace(step, call=call, request=other, reading=reading, notes=(), lead="", focus=(), paired=True)
    ]


def _usual(step: Step, request: MetricRequest, span: str, definitions: Definitions) -> list[Step]:
    """The mean of the same figure over all days, weeks or months."""
    kept = [f for f in request.filters if definitions.dimensions[f.dimension].group != "time"]
    changed = {
        "by": [span],
        "period": None,
        "filters": kept,
        "compare": None,
        "order_by": None,
        "limit": None,
    }
    other = request.model_copy(update=changed)
    reading = replace(step.reading, summary="mean", filters=kept, period=None)
    call = Call("query_metric", arguments(other))
    return [
        replace(step, call=call, request=other, reading=reading, notes=(), lead="", focus=(), paired=True)
    ]


def _lifted(filters: list[Filter], against: Against, definitions: Definitions) -> list[Filter]:
    """The filters that the other side has not: of the kind named, else on a store, people or goods."""
    named = [group for group, said in KINDS if re.search(said, against.said, re.IGNORECASE)]
    named = [group for group in named if not (group == "store" and WHOLE.search(against.said))]
    for group in named or ("store", "customer", "product"):
        if found := [f for f in filters if definitions.dimensions[f.dimension].group == group]:
            return found
    return []


def _whom(reading: Reading, against: Against) -> bool:
    """Whether a set of households is set against all of them."""
    return bool(reading.customers) and not re.search(r"store|chain|compan", against.said, re.IGNORECASE)

"""What a later part of a question says of an earlier part's result: 'its', 'there', 'that week', 'for each'.

The words are brought into the form that follow-ups have, so that `pointed.resolved` finds the rows for both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from agent.builtin.pointing import pointer
from agent.builtin.requests import ONE_EACH
from agent.reading.result import Rank, Reading
from knowledge.metrics import Definitions, Dimension
from tools.warehouse.request import MetricRequest

Rows = Literal["", "first", "listed", "subject"]
EACH = re.compile(
    r"\b(?:for |of |in |by |per )?(?:each(?: one)?|every one)(?: of (?:them|these|those))?\b"
    r"(?! (?:month|week|day|year|quarter|order|trip|visit|basket|customer|household|store|other))|"
    r"\brespectively\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"^\W*(?:and )?(?:in|on|at|for|from|with|by) (?:which|what) \w+(?: \w+){0,2}\W*$", re.IGNORECASE
)
"""'In what store', 'at what price', and no more: of what stands first."""
WHICH = re.compile(
    r"\bwhich (?:one\b|of (?:them|those|these)\b|(?=(?:sells?|sold|has|had|is|was|did|does|costs?)\b))",
    re.IGNORECASE,
)
"""'Which one sold most', 'which sells best', after so many stores: one of these."""
THEY = re.compile(r"\b(?:they|their|them|those)\b", re.IGNORECASE)
THAT = re.compile(r"\b(?:that|this|those|these)\b", re.IGNORECASE)
THING = re.compile(
    r"(?<!\bin )(?<!\bon )(?<!during )(?:\b(?:it|its|they|their)\b|(?<!\bof )\bthem\b)", re.IGNORECASE
)
HEADS = re.compile(
    r"\bhow many\b(?:\W+(?:of )?(?:are|were|is)?\W*(?:they|them|there|those|these)\b|\W*$)", re.I
)
"""'How many are they' counts those who were spoken of."""
BEHAVE = re.compile(
    r"\b(?:they|them|their|he|she|his|her|him|"
    r"those (?:people|households|customers|shoppers|buyers|families))\b"
    r".*\b(?:come|came|return|shop\w*|visit\w*|spen[dt]\w*|buy\w*|bought|redeem\w*|baskets?|trips?|orders?|"
    r"prefer\w*|like)\b|\b(?:come|shop|visit|spend|buy) (?:by )?(?:them|their)\b",
    re.IGNORECASE,
)
"""What people do, and goods do not."""


@dataclass(frozen=True)
class Before:
    """The step that a later part leans on: how it was asked, what was looked up."""

    reading: Reading
    request: MetricRequest

    def noun(self, definitions: Definitions) -> Dimension | None:
        """What its rows are; None where it is one figure."""
        return definitions.dimensions.get(self.request.by[0]) if self.request.by else None

    def said(self, definitions: Definitions) -> str:
        """The noun of one of its rows; empty where it is one figure."""
        dimension = self.noun(definitions)
        return dimension.label.lower() if dimension else ""

    def one(self, definitions: Definitions) -> bool:
        """Whether one row was asked for: 'which store', 'the best week', and not 'which weeks', 'top 3'."""
        rank, dimension = self.reading.rank, self.noun(definitions)
        if rank is None or dimension is None or (rank.n or 1) > 1:
            return False
        said = [
            s.text.lower() for s in self.reading.spans if s.kind == "dimension" and s.target == dimension.name
        ]
        return not any(word.endswith("s") for text in said for word in (text.split()[0], text.split()[-1]))

    def numbered(self, definitions: Definitions) -> str:
        """'store ', where the step is of one store and a bare number is another one; else empty."""
        ids = [f.dimension for f in self.request.filters if f.op == "in" and len(f.values) == 1]
        ids = [d for d in ids if definitions.dimensions[d].kind == "id"]
        return f"{definitions.dimensions[ids[0]].label.lower()} " if len(ids) == 1 else ""

    @property
    def counted(self) -> str:
        """What the figure counts: stores of the stores trading; empty where it counts nothing."""
        return ONE_EACH.get(self.request.metrics[0], ("", []))[0] if not self.request.by else ""

    def timed(self, dimension: Dimension) -> bool:
        """Whether the rows are times, of which 'then' is one."""
        return dimension.group == "time" or dimension.name in ("hour", "part_of_day")

    def named_in(self, text: str, definitions: Definitions) -> bool:
        """Whether the words point with the noun of the rows: 'that week'."""
        dimension = self.noun(definitions)
        return dimension is not None and bool(_with_noun(text, dimension))


def leaning(reading: Reading, before: Before, definitions: Definitions) -> tuple[Reading, Rows]:
    """The part with what it points at, and which rows of the earlier result these are."""
    dimension = before.noun(definitions)
    if dimension is None:
        people = bool(before.request.customers) or _people(before.request, definitions)
        if HEADS.search(reading.question) and people and not (reading.metrics or reading.by):
            reading = replace(reading, metrics=["customers"], refers_back=True)
        if WHICH.search(reading.question) and (counted := before.counted) and not reading.by:
            # "Which one sold most", after so many stores: of these stores.
            ranked = replace(reading, by=[counted], rank=reading.rank or Rank(True), shape="ranking")
            return replace(ranked, refers_to="set", refers_back=True), ""
        several = [f.dimension for f in before.request.filters if f.op == "in" and len(f.values) > 1]
        if WHICH.search(reading.question) and several and not reading.by:
            # "Which of them had most customers", after the sales of three departments.
            ranked = replace(reading, by=several[:1], rank=reading.rank or Rank(True), shape="ranking")
            return replace(ranked, refers_to="", refers_back=True), "listed"
        return reading, ""
    if _scoped(reading.question, before, definitions):
        return reading, "subject"
    each = EACH.search(reading.question) or _each_noun(reading, dimension)
    if each and not reading.within:
        rank = replace(reading.rank, n=reading.rank.n or 1) if reading.rank and reading.by else reading.rank
        within = dimension.name if rank and set(reading.by) - {dimension.name} else ""
        return replace(reading, refers_to="set", refers_back=True, rank=rank, within=within), "listed"
    if OPEN.search(reading.question) and not pointer(reading) and reading.rank is None:
        ranked = replace(reading, rank=reading.rank or Rank(True), shape="ranking") if reading.by else reading
        if dimension.group == "customer":
            return replace(ranked, refers_back=True, refers_to="set"), "subject"
        one = before.one(definitions)
        return replace(ranked, refers_to="entity" if one else "set", refers_back=True), "first"
    if reading.refers_nth is not None:
        return reading, "first"
    said = _with_noun(reading.question, dimension)
    which = pointer(reading)
    met = bool(before.request.having) and dimension.name in ("customer", "order")
    if (which == "there" and not before.one(definitions)) or (
        which and met and BEHAVE.search(reading.question)
    ):
        # "There" after the top three stores is all of them; "they" after a count are all that were counted.
        reading, which = replace(reading, refers_to="set"), "several"
    timed = before.timed(dimension) and not said and not THAT.search(reading.question)
    if which in ("one", "several") and timed and THING.search(reading.question):
        return reading, "subject"  # "who buys it", after its best month: the thing, and not the month
    if which in ("", "one", "several") and said:
        # "That month" is a row, though the words before it name goods that "that" could stand for.
        reading = replace(reading, refers_to="set" if said == "several" else "entity", refers_back=True)
        which = "several" if said == "several" else "one"
    if (
        which == "several"
        and BEHAVE.search(reading.question)
        and not said
        and dimension.group in ("product", "time")
    ):
        return reading, "subject"
    sides = any(f.dimension == dimension.name and len(f.values) > 1 for f in before.request.filters)
    many = sides or (before.reading.rank is not None and (before.reading.rank.n or 1) > 1)
    if many and which == "one" and THEY.search(reading.question):
        reading, which = replace(reading, refers_to="set"), "several"
    if which == "several" and before.one(definitions) and not met and not sides:
        reading, which = replace(reading, refers_to="entity"), "one"
    return reading, {"one": "first", "there": "first", "several": "listed"}.get(which, "")  # type: ignore[return-value]


def _scoped(question: str, before: Before, definitions: Definitions) -> bool:
    """Whether the words point at what the rows are all of: 'at that hour', after what sold at 8 am."""
    own = before.noun(definitions)
    named = [definitions.dimensions[f.dimension] for f in before.request.filters]
    return any(d is not own and _with_noun(question, d) == "one" for d in named)


def _with_noun(question: str, dimension: Dimension) -> str:
    """How the words name the rows: 'one' for 'that week', 'several' for 'those weeks'."""
    for noun in _nouns(dimension):
        if found := re.search(
            rf"\b(that|this|the same|those|these) {re.escape(noun)}\b", question, re.IGNORECASE
        ):
            return "several" if found[1].lower() in ("those", "these") else "one"
    return ""


def _each_noun(reading: Reading, dimension: Dimension) -> bool:
    """'For each category', after some categories, is of these and not of all there are."""
    said = "|".join(re.escape(noun) for noun in _nouns(dimension))
    each = re.search(
        rf"\b(?:each|every|per|by)(?: of (?:the|these|those))? (?:{said})\b", reading.question, re.I
    )
    return dimension.name in reading.by and each is not None


def _nouns(dimension: Dimension) -> Iterable[str]:
    words = [dimension.label.lower(), dimension.plural.lower(), *dimension.synonyms]
    return {w for word in words for w in (word, f"{word}s")}


def _people(request: MetricRequest, definitions: Definitions) -> bool:
    """Whether the request is of some kind of household."""
    return any(definitions.dimensions[f.dimension].group == "customer" for f in request.filters)

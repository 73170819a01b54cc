"""What 'it', 'those' and 'the second one' stand for: a row or the rows of an answer before, as filters."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.builtin.chosen import LEVELS
from agent.builtin.clarify import Ask
from agent.builtin.edit import set_beside
from agent.builtin.headlines import spoken_rows
from agent.builtin.history import Answered
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.periods import words
from tools.warehouse.request import CustomerSet, Filter, MetricRequest, Period

SHOWN = 5
"""Rows of a longer list that 'those' takes in: those that the text leads with."""
MOST = 1000
"""Values in a filter: a set of more cannot be carried on."""
PEOPLE = re.compile(
    r"\b(?:those|these|the same|them|they) (?:households|customers|hhs?|people|shoppers|buyers)\b", re.I
)

THEIR = re.compile(r"\btheir\b", re.IGNORECASE)
"""'As a share of their spend' is of each one's own."""
THEY = re.compile(
    r"\bthey (?:also |ever |still )?(?:come|came|return|shop|visit|spen[dt]|buy|bought|redeem)\w*\b", re.I
)
"""What people do, and neither stores nor goods."""


@dataclass(frozen=True)
class Pointed:
    """A question with its pronoun resolved, the request it goes on from, or what has to be asked."""

    reading: Reading
    previous: MetricRequest | None
    ask: Ask | None = None


def _meant(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> int:
    """Which of the answers spoke of what the pronoun's noun names: 'those households'; 0 is the last."""
    said = re.search(r"\b(?:those|these|the same|that) (\w+)", reading.question, re.IGNORECASE)
    if not said:
        return 0
    noun = said[1].lower().removesuffix("s")

    def names(dimension: str) -> bool:
        known = definitions.dimensions.get(dimension)
        spoken = " ".join([known.label, known.plural, *known.synonyms]).lower().split() if known else []
        return any(w.removesuffix("s") == noun for w in spoken)

    for place, (request, _) in enumerate(past):
        mine = ["customer"] if request.customers else []
        if any(names(d) for d in (*request.by, *mine, *(f.dimension for f in request.filters))):
            return place
    return 0


def rows_meant(reading: Reading, past: Sequence[Answered], which: str, definitions: Definitions) -> Pointed:
    """The question as it reads once the rows it points at are filters, or the days they stand for."""
    place = _meant(reading, past, definitions)
    previous, found = past[place]
    if place and not previous.by:
        return Pointed(replace(reading, refers_back=True), previous)
    leaning = replace(reading, refers_back=True)
    rows = spoken_rows(found) if found else []
    named = [b for b in previous.by if b in definitions.dimensions]
    if not named and reading.refers_nth is not None:
        return _again(leaning, past, definitions)
    if not named:
        return Pointed(leaning, previous)
    without = previous.model_copy(
        update={"by": [], "order_by": None, "limit": None, "having": [], "share": False}
    )
    if any(_rival(f, b) for f in reading.filters for b in named):
        if which == "one" and (beside := _beside_row(leaning, rows, named, without)):
            return beside
        return Pointed(leaning, previous)
    people = all(definitions.dimensions[b].group == "customer" and b != "customer" for b in named)
    acts = previous.customers and THEY.search(reading.question)
    if acts or (PEOPLE.search(reading.question) and (previous.customers or people)):
        # "Those households" are the set itself, whatever its figures were grouped by.
        return Pointed(leaning, without)
    ranked = previous.order_by is None or previous.order_by.startswith(tuple(previous.metrics))
    if which == "there":
        ranked = ranked and definitions.dimensions[named[0]].group in ("store", "campaign")
    if not ranked and reading.refers_nth is None and not (which == "several" and len(rows) <= SHOWN):
        # A course over time has no first place: what was spoken of is the whole of it.
        return Pointed(leaning, without if reading.metrics or reading.by else previous)
    if not rows:
        return Pointed(leaning, previous, Ask("The answer before named nothing. Which do you mean?", ()))
    if which != "several":
        return _first(leaning, _chosen(rows, reading.refers_nth), named, without, definitions)
    return _list(leaning, previous, rows, named, without, definitions)


def _beside_row(
    reading: Reading, rows: Sequence[dict[str, Value]], named: list[str], without: MetricRequest
) -> Pointed | None:
    """'Compare it to 406': the first row, or the one whose place is said, beside what is named."""
    mine = [f for f in reading.filters if f.dimension == named[0] and f.op == "in"]
    value = _chosen(rows, reading.refers_nth).get(named[0]) if rows else None
    if len(named) > 1 or len(mine) != 1 or value is None or not set_beside(reading):
        return None
    both = Filter(dimension=named[0], values=[value, *(v for v in mine[0].values if v != value)])
    rest = [f for f in reading.filters if f not in mine]
    others = [f for f in without.filters if f.dimension != named[0]]
    without = without.model_copy(update={"filters": others})
    whole = replace(reading, filters=[*rest, both], by=named, refers_to="", rank=None, shape="compare")
    return Pointed(whole, without)


def _again(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Pointed:
    """'And the second one?' after a question about the first: the same of another row of the list."""
    listed = next(((r, e) for r, e in past if e and len(r.by) == 1 and len(e["rows"]) > 1), None)
    if listed is None or listed[1] is None:
        return Pointed(reading, past[0][0])
    name, value = listed[0].by[0], _chosen(spoken_rows(listed[1]), reading.refers_nth).get(listed[0].by[0])
    if definitions.dimensions[name].kind == "time" and (stretch := _period(value)) is not None:
        return Pointed(replace(reading, period=stretch), past[0][0])
    if value is None or definitions.dimensions[name].kind == "time":
        return Pointed(reading, past[0][0])
    return Pointed(replace(reading, filters=[Filter(dimension=name, values=[value])]), past[0][0])


def _chosen(rows: Sequence[dict[str, Value]], nth: int | None) -> dict[str, Value]:
    """The row by its place, 2 for the second and -1 for the last; the first where none is said."""
    place = nth - 1 if nth is not None and nth > 0 else nth or 0
    return rows[place] if -len(rows) <= place < len(rows) else rows[0]


def _first(
    reading: Reading,
    row: dict[str, Value],
    named: list[str],
    without: MetricRequest,
    definitions: Definitions,
) -> Pointed:
    """The first row as filters, or as the period it stands for."""
    chosen, period = [], reading.period
    for name in named:
        value = row.get(name)
        stretch = _period(value) if definitions.dimensions[name].kind == "time" else None
        if stretch is not None:
            period = period or stretch
        elif value is not None:
            chosen.append(Filter(dimension=name, values=[value]))
    known = {_group(f, definitions) for f in chosen if _is_id(f, definitions)}
    # A number says which one it is; what else stands in its row only describes it.
    chosen = [f for f in chosen if _is_id(f, definitions) or _group(f, definitions) not in known]
    by = [b for b in reading.by if b not in named]
    groups = {definitions.dimensions[f.dimension].group for f in chosen}
    # "Campaigns of that type" are others than the one whose type was asked for.
    kept = [f for f in without.filters if not (_is_id(f, definitions) and _group(f, definitions) in groups)]
    if all(_is_id(f, definitions) for f in chosen):
        kept = without.filters
    # "What did they spend that month": who they were is told by what they did in it.
    base = without.model_copy(update={"filters": kept, "period": period or without.period})
    return Pointed(replace(reading, filters=[*reading.filters, *chosen], period=period, by=by), base)


def _is_id(f: Filter, definitions: Definitions) -> bool:
    return definitions.dimensions[f.dimension].kind == "id"


def _group(f: Filter, definitions: Definitions) -> str:
    return definitions.dimensions[f.dimension].group


def _list(
    reading: Reading, previous: MetricRequest, rows: Sequence[dict[str, Value]], named: list[str],
    without: MetricRequest, definitions: Definitions,
) -> Pointed:  # fmt: skip
    """The rows as one filter. A set that met a condition is meant whole; of a ranking, what was shown."""
    name = named[0]
    if len(named) > 1 or (definitions.dimensions[name].kind == "time" and not previous.order_by):
        return Pointed(reading, previous)
    met = bool(previous.having) and not (previous.limit and previous.limit <= SHOWN)
    if met and name == "customer":
        sets = [
            CustomerSet(bought=previous.filters, at_least=h, period=previous.period) for h in previous.having
        ]
        own = [b for b in reading.by if b != name]
        bare = without.model_copy(update={"filters": []})
        return Pointed(replace(reading, customers=sets, by=own), bare)
    values = [r.get(name) for r in rows[: MOST if met else previous.limit or SHOWN]]
    known = [v for v in values if v is not None]
    if not known or len(known) < len(values) or (met and len(rows) >= MOST):
        return Pointed(reading, previous, Ask("Which of them do you mean?", ()))
    by = [b for b in reading.by if b != name]
    apart = re.search(r"\b(each|every|both|apart|separately|respectively)\b", reading.question, re.IGNORECASE)
    parted = reading.share and THEIR.search(reading.question) and reading.metrics
    if apart or (not met and not by and (parted or not reading.share)):
        by = [name, *by]
    chosen = Filter(dimension=name, values=known)
    return Pointed(replace(reading, filters=[*reading.filters, chosen], by=by), without)


def _rival(f: Filter, dimension: str) -> bool:
    return f.dimension == dimension or (f.dimension in LEVELS and dimension in LEVELS)


def _period(value: Value) -> Period | None:
    """The day, month or quarter that a row stands for."""
    found = re.fullmatch(r"(\d{4})-(?:(\d\d)(?:-(\d\d))?|Q(\d))", str(value))
    if not found:
        return None
    year = int(found[1])
    if found[3]:
        day = dt.date(year, int(found[2]), int(found[3]))
        return Period(start=day, end=day, label=words(day, day))
    first = int(found[2]) if found[2] else int(found[4]) * 3 - 2
    last = first if found[2] else first + 2
    start, end = dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    return Period(start=start, end=end, label=words(start, end))

"""What 'it', 'those', 'the two' and 'the others' stand for: rows and filters of the answers before."""

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.builtin.clarify import Ask
from agent.builtin.follow import LEVELS
from agent.builtin.history import Answered
from agent.builtin.pair import Pair, the_two
from agent.builtin.pointing import explained, pointer
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
ALIKE = re.compile(
    r"\b(?:bought|buy|shopped|purchased|ordered|redeemed|received|got|had|have|in|of)\b.*\bboth\b", re.I
)
"""'How many bought both' wants those in either group at once, which no comparison of the two gives."""


@dataclass(frozen=True)
class Pointed:
    """A question with its pronoun resolved, the request it goes on from, or what has to be asked."""

    reading: Reading
    previous: MetricRequest | None
    ask: Ask | None = None


def resolved(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Pointed:
    """The question as it reads once its pronoun is known; `past` are the answers before, newest first.

    What cannot be resolved is asked about: it is never dropped.
    """
    previous = past[0][0] if past else None
    which = pointer(reading)
    if not which:
        return Pointed(reading, previous)
    reading = replace(reading, unknown=explained(reading))
    if previous is None:
        open_end = not (reading.filters or reading.by or reading.period)
        asked = Ask("Which product, store, group or period do you mean?", ())
        return Pointed(reading, None, asked if open_end else None)
    if which == "pair":
        return _both(reading, past, definitions)
    if which == "others":
        return _others(reading, previous, definitions)
    return _rows(reading, past, which, definitions)


def _both(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Pointed:
    """The two side by side, measured as the question says or as they were."""
    values = sum(len(f.values) for f in reading.filters if f.op == "in")
    if values > 1 or (reading.period and reading.compare):
        return Pointed(reading, past[0][0])
    pair = the_two(past)
    if pair is None:
        return Pointed(reading, past[0][0], Ask("Which of them do you mean?", ()))
    if pair.dimension and ALIKE.search(reading.question):
        return _alike(reading, pair)
    said = [m for m in reading.metrics if m in definitions.metrics]
    request = pair.request
    by = [*request.by, *(b for b in reading.by if b not in request.by)]
    whole = replace(
        reading, metrics=said or request.metrics, by=by, filters=request.filters,
        period=reading.period or request.period, shape="compare", rank=None,
        compare=reading.compare if reading.period else request.compare,
        refers_back=False, replaces=False,
    )  # fmt: skip
    return Pointed(whole, None)


def _alike(reading: Reading, pair: Pair) -> Pointed:
    """The households in both groups at once: two sets, however each was bought."""
    sets = [
        CustomerSet(bought=[Filter(dimension=pair.dimension, values=[v])])
        for v in pair.values
        if v is not None
    ]
    rest = [f for f in pair.request.filters if f.dimension != pair.dimension]
    counted = [m for m in reading.metrics if m != "sales"] or ["customers"]
    whole = replace(
        reading, metrics=counted, by=[b for b in reading.by if b != pair.dimension], filters=rest,
        customers=sets, period=reading.period or pair.request.period, shape="value", rank=None,
        refers_back=False, replaces=False,
    )  # fmt: skip
    return Pointed(whole, None)


def _others(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Pointed:
    """The last restriction turned round: those without kids after those with."""
    leaning = replace(reading, refers_back=True)
    if any(f not in previous.filters for f in reading.filters):
        return Pointed(leaning, previous)
    if previous.customers:
        *kept, last_set = previous.customers
        turned = last_set.model_copy(update={"negate": not last_set.negate})
        return Pointed(replace(leaning, customers=[*kept, turned], filters=[]), previous)
    if not previous.filters:
        return Pointed(leaning, previous, Ask("The others than which?", ()))
    last = previous.filters[-1]
    return Pointed(replace(leaning, filters=[inverted(last, definitions)]), previous)


def inverted(f: Filter, definitions: Definitions) -> Filter:
    """All that the filter leaves out, of what is known: a household of unknown type is none without kids."""
    order = definitions.dimensions[f.dimension].order
    chosen = {str(v) for v in f.values}
    rest = [v for v in order if str(v) not in chosen]
    if f.op == "in" and rest and len(rest) < len(order):
        return Filter(dimension=f.dimension, values=[*rest])
    return Filter(dimension=f.dimension, op="in" if f.op == "not_in" else "not_in", values=f.values)


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


def _rows(reading: Reading, past: Sequence[Answered], which: str, definitions: Definitions) -> Pointed:
    place = _meant(reading, past, definitions)
    previous, found = past[place]
    if place and not previous.by:
        return Pointed(replace(reading, refers_back=True), previous)
    leaning = replace(reading, refers_back=True)
    rows = found["rows"] if found else []
    named = [b for b in previous.by if b in definitions.dimensions]
    if not named:
        return Pointed(leaning, previous)
    without = previous.model_copy(
        update={"by": [], "order_by": None, "limit": None, "having": [], "share": False}
    )
    if any(_rival(f, b) for f in reading.filters for b in named):
        return Pointed(leaning, previous)
    if previous.customers and PEOPLE.search(reading.question):
        # "Those households" are the set itself, whatever its figures were grouped by.
        return Pointed(leaning, without)
    ranked = previous.order_by is None or previous.order_by.startswith(tuple(previous.metrics))
    if which == "there":
        ranked = ranked and definitions.dimensions[named[0]].group in ("store", "campaign")
    if not ranked and not (which == "several" and len(rows) <= SHOWN):
        # A course over time has no first place: what was spoken of is the whole of it.
        return Pointed(leaning, without if reading.metrics or reading.by else previous)
    if not rows:
        return Pointed(leaning, previous, Ask("The answer before named nothing. Which do you mean?", ()))
    if which != "several":
        return _first(leaning, rows[0], named, without, definitions)
    return _list(leaning, previous, rows, named, without, definitions)


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
    by = [b for b in reading.by if b not in named]
    return Pointed(replace(reading, filters=[*reading.filters, *chosen], period=period, by=by), without)


def _list(
    reading: Reading, previous: MetricRequest, rows: Sequence[dict[str, Value]], named: list[str],
    without: MetricRequest, definitions: Definitions,
) -> Pointed:  # fmt: skip
    """The rows as one filter. A set that met a condition is meant whole; of a ranking, what was shown."""
    name = named[0]
    if len(named) > 1 or definitions.dimensions[name].kind == "time":
        return Pointed(reading, previous)
    met = bool(previous.having)
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
    if apart or (not met and not by and not reading.share):
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

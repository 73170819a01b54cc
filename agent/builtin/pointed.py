"""Questions that point back: what 'the two', 'the others', 'it' and 'those' stand for, or what to ask."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.chosen import sides
from agent.builtin.clarify import Ask
from agent.builtin.edit import WHOLE
from agent.builtin.history import Answered
from agent.builtin.pair import Pair, at_once, the_two
from agent.builtin.pointing import explained, pointer
from agent.builtin.rows import Pointed, rows_meant
from agent.builtin.wider import unclear
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import CustomerSet, Filter, MetricRequest

ALIKE = re.compile(
    r"\b(?:bought|buy|shopped|purchased|ordered|redeemed|received|got|had|have|has|held|hold|contained|contain|in|of|with)\b.*\bboth\b",
    re.I,
)
"""'How many bought both' wants those in either group at once, which no comparison of the two gives."""


def resolved(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Pointed:
    """The question as it reads once its pronoun is known; `past` are the answers before, newest first.

    What cannot be resolved is asked about: it is never dropped.
    """
    previous = past[0][0] if past else None
    which = pointer(reading)
    if not which:
        ask = unclear(reading, previous, definitions) if previous is not None else None
        return Pointed(reading, previous, ask)
    reading = replace(reading, unknown=explained(reading))
    if previous is None:
        open_end = not (reading.filters or reading.by or reading.period)
        asked = Ask("Which product, store, group or period do you mean?", ())
        return Pointed(reading, None, asked if open_end else None)
    if which == "pair":
        return _both(reading, past, definitions)
    if which == "others":
        return _others(reading, previous, definitions)
    return rows_meant(reading, past, which, definitions)


def _both(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Pointed:
    """The two side by side, measured as the question says or as they were."""
    values = sum(len(f.values) for f in reading.filters if f.op == "in")
    if values > 1 or (reading.period and reading.compare):
        return Pointed(reading, past[0][0])
    if ALIKE.search(reading.question) and (together := at_once(past)):
        return Pointed(replace(reading, refers_back=True, refers_to="", metrics=[], unknown=[]), together)
    last = past[0][0]
    pair = Pair(last) if sides(last) or (last.compare and not last.by) else the_two(past)
    if pair is None:
        return Pointed(reading, past[0][0], Ask("Which of them do you mean?", ()))
    if pair.dimension and ALIKE.search(reading.question):
        return _alike(reading, pair)
    if WHOLE.search(reading.question):
        # "Which of the two stores had more over the year" wants no months.
        whole_time = [b for b in pair.request.by if definitions.dimensions[b].kind != "time"]
        pair = replace(pair, request=pair.request.model_copy(update={"by": whole_time, "order_by": None}))
        own = [b for b in reading.by if definitions.dimensions[b].kind != "time"]
        reading = replace(reading, by=own, shape="value")
    # What is asked of them now changes what they were compared by, and nothing else.
    shape = reading.shape if reading.by or reading.rank else "compare"
    by = [*pair.request.by, *(b for b in reading.by if b not in pair.request.by)] if reading.by else []
    whole = replace(
        reading, by=by, shape=shape, refers_back=True, replaces=False, refers_to="", refers_nth=None
    )
    return Pointed(whole, pair.request)


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

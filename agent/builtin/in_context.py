"""A question, read after the answers before it: what it takes back, and which of their rows it names."""

import re
from dataclasses import replace

from agent.builtin.apart_why import why_apart
from agent.builtin.beside import ALL
from agent.builtin.desk import Desk
from agent.builtin.follow import BEFORE
from agent.builtin.history import Answered
from agent.builtin.lift import goes_back, lifted
from agent.builtin.movers import movers
from agent.builtin.of_two import of_two
from agent.builtin.roles import by_role, of_course, so_many
from agent.builtin.wider import widened
from agent.reading.result import Reading

IT = re.compile(r"\b(?:that|this|it|they|those|these)\b", re.IGNORECASE)
CORRECTS = re.compile(
    r"^\W*(?:(?:no|sorry|ah|oh|ok)\W+)*(?:wait|hang on|hold on|oops|whoops|scratch that|my bad)\W+"
    r"(?=(?:\w+\W*){1,3}$)",
    re.IGNORECASE,
)
"""'No wait, cheese' puts right what was said."""
NOT_ID = re.compile(
    r"^\W*(?:(?:and|but|ok)\W+)*(?:not|except(?: for)?|excluding|minus|other than|besides)\W+"
    r"(?:(?:store|campaign|customer|household|product|number)\W+)?#?\d+\W*$",
    re.IGNORECASE,
)
"""'Not 367' leaves it out; 'no, 367' would mean it."""
OUT_OF = re.compile(r"^\W*(?:and\W+)?(?:out )?of how many\b", re.IGNORECASE)


def read_after(text: str, past: list[Answered], desk: Desk) -> tuple[Reading, list[Answered]]:
    """What the text asks for after these answers, newest first, and the answers, led by the one of two that
    it names."""
    if not past:
        return desk.reader.read(text, None), past
    text = CORRECTS.sub("no, i meant ", text)
    if goes_back(text):
        return Reading(text, refers_back=True), past
    if (taken_back := lifted(text, past[0][0], desk.definitions, desk.reader.read)) is not None:
        return taken_back, past
    if (wide := widened(text, past[0][0], desk.definitions)) is not None:
        return wide, past
    if (apart := why_apart(text, past)) is not None:
        return apart, past
    if (moved := movers(text, past[0][0])) is not None:
        return moved, past
    if listed := so_many(text, past):
        text, past = listed
    text = of_course(text, past, desk.definitions)
    if one := of_two(text, past, desk.definitions):
        text, past = one
    named = by_role(text, past, desk.definitions)
    reading = desk.reader.read(named.question, past[0][0])
    if named.nth is not None:
        return replace(reading, refers_to="entity", refers_nth=named.nth), past
    if ALL.search(text) and IT.search(text) and not (reading.filters or reading.period):
        # "How does that compare to all campaigns": the noun asks for no figure of its own.
        reading = replace(reading, metrics=[], by=[], unknown=[], refers_back=True)
    if NOT_ID.match(text) and len(reading.filters) == 1 and reading.filters[0].op == "in":
        left_out = reading.filters[0].model_copy(update={"op": "not_in"})
        reading = replace(reading, filters=[left_out], refers_back=True)
    if OUT_OF.match(text):
        reading = replace(reading, refers_back=True)  # "of how many mailed?"
    return numbered(between_spoken(reading, past), past, desk)


def between_spoken(reading: Reading, past: list[Answered]) -> Reading:
    """'Who gained?' after the same list of two periods: between those, and not against the days before."""
    if reading.compare != "previous_period" or reading.period or BEFORE.search(reading.question):
        return reading
    (last, _), *earlier = past
    then = earlier[0][0] if earlier else last
    same = last.period and then.period and last.metrics == then.metrics and last.filters == then.filters
    if not same or last.compare or then.compare or last.by != then.by or last.period == then.period:
        return reading
    first, second = sorted((p for p in (last.period, then.period) if p), key=lambda p: p.start)
    return replace(reading, period=second, compare=first, refers_back=True)


def numbered(reading: Reading, past: list[Answered], desk: Desk) -> tuple[Reading, list[Answered]]:
    """'18?' some answers after a campaign: a bare number is another one of what the talk was on."""
    if not reading.unknown or not all(u.strip("#").isdigit() for u in reading.unknown):
        return reading, past
    for place, (request, _) in enumerate(past[1:], 1):
        again = desk.reader.read(reading.question, request)
        if not again.unknown and again.filters:
            return replace(again, refers_back=True), past[place:]
    return reading, past

"""A question, read after the answers before it: what it takes back, and which of their rows it names."""

from dataclasses import replace

from agent.builtin.desk import Desk
from agent.builtin.history import Answered
from agent.builtin.lift import goes_back, lifted
from agent.builtin.roles import by_role
from agent.reading.result import Reading


def read_after(text: str, past: list[Answered], desk: Desk) -> Reading:
    """What the text asks for after these answers, newest first."""
    previous = past[0][0] if past else None
    if previous is not None and goes_back(text):
        return Reading(text, refers_back=True)
    if (taken_back := lifted(text, previous, desk.definitions)) is not None:
        return taken_back
    named = by_role(text, past, desk.definitions)
    reading = desk.reader.read(named.question, previous)
    return replace(reading, refers_to="entity", refers_nth=named.nth) if named.nth is not None else reading

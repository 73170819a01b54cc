"""What to do about a message: typed steps, what is said without figures, or what is asked back.

A step may lean on the result of an earlier one; it is planned when that result stands in the turn, so a plan
grows from one reply to the next. Equal turns give equal plans.
"""

from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.against_all import against_all, everything, sided
from agent.builtin.clarify import Ask, Option
from agent.builtin.decline import WILL_NOT
from agent.builtin.desk import Desk, Plan
from agent.builtin.earlier import about_earlier
from agent.builtin.follow import stands_alone
from agent.builtin.handed import handed_over
from agent.builtin.history import Turn
from agent.builtin.language import only_english
from agent.builtin.later import Message, completed, later
from agent.builtin.parts import ASKS
from agent.builtin.pieces import Opened, Part, Piece, nothing
from agent.builtin.questions import questions
from agent.builtin.shared import later_wins, said_in
from agent.builtin.single import MANNERS, with_question

UNCLEAR = "I do not see which figure it asks for."
MOST = 5
"""Parts of a message that are looked up; what is left over is said."""


def planned(turns: Sequence[Turn], desk: Desk) -> Plan:
    """The plan for the last of these turns. Equal turns give equal plans."""
    if turns[-1].handed:
        return handed_over(turns[-1], desk)
    language = desk.reader.read(turns[-1].question, None).language
    if language != "en" and not (len(turns) > 1 and turns[-2].ask):
        return Plan(said=[only_english(language)], status="declined")
    if earlier := about_earlier(turns, desk, lambda before: planned(before, desk)):
        return earlier
    opened = questions(turns, desk, lambda before: planned(before, desk))
    plan = _first(opened, desk)
    if not plan.ask and opened.piece is not None:
        plan = _with_the_rest(plan, opened, turns, desk)
    if plan.ask and any(s in WILL_NOT.values() for s in plan.said):
        # What will not be done is not asked about.
        return Plan(said=plan.said, status="declined")
    if plan.ask:
        ask = plan.ask if plan.ask.options else replace(plan.ask, options=_as_options(desk))
        return Plan(said=plan.said, ask=ask, status="clarify")
    if plan.steps:
        plan = replace(plan, said=[said for said in plan.said if said != MANNERS["insult"]])
    if not plan.steps and not plan.said:
        ask = Ask("What would you like to know? For example:", _as_options(desk))
        return Plan(ask=ask, status="clarify")
    return plan


def _first(opened: Opened, desk: Desk) -> Plan:
    """The plan for the first question, with what the others say of it."""
    plan = Plan()
    for place, part in enumerate(opened.parts, 1):
        alone = part.previous is None or stands_alone(part.reading)
        if place == len(opened.parts) and opened.piece is not None and alone and not part.ask:
            reading, against = sided(opened.piece.text, part.reading, desk)
            part = replace(part, reading=completed(opened.piece, reading, desk), against=against)
        plan, _ = with_question(plan, part, desk)
        if plan.ask:
            break
    return plan


def _with_the_rest(plan: Plan, opened: Opened, turns: Sequence[Turn], desk: Desk) -> Plan:
    """The plan with the further parts of the message, up to the first that waits for a result."""
    *_, first = opened.parts
    leans = not stands_alone(first.reading) and plan.steps and plan.steps[-1].request
    shared = said_in(leans or first.reading, desk.definitions)
    for place, piece in enumerate(opened.rest):
        if place >= MOST - 1:
            return replace(plan, closing=[*plan.closing, _left(opened.rest[place:])])
        if (beside := against_all(piece.text)) and nothing(desk.reader.read(beside.question, None)):
            # "And how does that compare with all stores" sets the last figure against all.
            steps = everything(plan.steps[-1], beside, desk.definitions) if plan.steps else []
            plan = replace(plan, steps=[*plan.steps, *steps]) if steps else _open(plan, piece, UNCLEAR)
            continue
        message = Message(turns[-1], plan.steps, shared, turns[:-1], lambda before: planned(before, desk))
        parts = later(piece, message, desk)
        if parts is None:
            return replace(plan, waiting=tuple(p.text for p in opened.rest[place:]))
        plan = _added(plan, parts, piece, desk)
        if plan.ask:
            return plan
        own = desk.reader.read(piece.text, None)
        shared = later_wins(shared, said_in(own, desk.definitions), desk.definitions)
    return plan


def _added(plan: Plan, parts: Sequence[Part], piece: Piece, desk: Desk) -> Plan:
    """The plan with one more part. What it leaves open is asked at the end: the others have their answers."""
    made = plan
    for part in parts:
        if (
            nothing(part.reading)
            and not part.ask
            and not part.reading.refers_back
            and not ASKS.search(piece.text)
        ):
            continue
        known = {s.call.key for s in made.steps}
        more, _ = with_question(made, part, desk)
        if more.ask and (plan.steps or plan.said):
            return _open(plan, piece, more.ask.question)
        takes = part.takes
        steps = [s if s.call.key in known else replace(s, takes=takes) for s in more.steps]
        made = replace(more, steps=steps)
        if made.ask:
            return made
    silent = [s.call.key for s in made.steps] == [s.call.key for s in plan.steps] and made.said == plan.said
    if silent and made.closing == plan.closing and ASKS.search(piece.text):
        return _open(plan, piece, UNCLEAR)
    return made


def _open(plan: Plan, piece: Piece, said: str) -> Plan:
    """The plan with what is said of a part that cannot be looked up."""
    return replace(plan, closing=[*plan.closing, f"On '{piece.text.rstrip(' ?.')}': {said}"])


def _left(pieces: Sequence[Piece]) -> str:
    """What is said of parts that are too many."""
    return "I left for another message: " + "; ".join(f"'{p.text.rstrip(' ?.')}'" for p in pieces) + "."


def _as_options(desk: Desk) -> tuple[Option, ...]:
    return tuple(Option(text, desk.reader.read(text, None)) for text in desk.examples)

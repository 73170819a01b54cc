"""Claims of rank against the order of the evidence: "highest", "third", "fastest-growing"."""

import re
from collections.abc import Iterator

from agent.gate.claims import Point, Used, Wrong, competing, meant, said_reach, says
from agent.gate.context import TIME, Mention
from agent.gate.dates import contains
from agent.gate.frames import Frame, Measure
from agent.gate.named import Named
from agent.gate.periods import rows_of
from agent.gate.rank_holds import by_another, by_change, by_none, by_percent, in_its_time, places_of
from agent.gate.rank_subject import whose_rank
from agent.gate.rank_words import Rank, ranks
from agent.gate.sentences import Passage
from agent.gate.subsets import at_least_as_large, ranked_among

_OF_PART = re.compile(r"\b(?:shares?|rates?|ratio|proportion)\b[^,;.]{0,20}\Z", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:would|could|might)\b[^,;.]*\Z", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|versus|against|below|behind)\s(?:that\sof\s|in\s|on\s|at\s)?(?:the|its|our)\s\Z",
    re.IGNORECASE,
)
"""What something is compared with: the rank is told of that, not of the name before."""
_NOUN = re.compile(
    r"\s(?!in\b|at\b|on\b|of\b|by\b|for\b|from\b|with\b|during\b|per\b|and\b|among\b|over\b|to\b)([a-z]{3,})\b(?!\s[$\d])"
)


def ranked_wrongly(passage: Passage, named: Named, frame: Frame, used: list[Used]) -> Iterator[Wrong]:
    for rank in ranks(passage.text):
        if not frame.governed and passage.text[: rank.start].endswith("with the "):
            continue
        if _SUPPOSED.search(passage.text[: rank.start]) or _most_of_what(passage, named, rank):
            continue
        subject = whose_rank(passage, named, frame, rank)
        if subject is not None and subject.joint is not None:
            continue
        if (
            subject is not None
            and subject.start < rank.start
            and _COMPARED.search(passage.text[: rank.start])
        ):
            continue
        found = said_reach(passage, named, frame, Point(rank.start, rank.end))
        if subject is None or found is None:
            continue
        measure = meant(frame, found, used, rank.moved, Point(rank.start, rank.end), named, passage.text)
        if measure is None and not rank.moved and not used and not found.metrics:
            measure = by_none(frame, subject, found, rank)
        if measure is None:
            continue
        among = competing(frame, found.attached, subject)
        subset = ranked_among(passage.text, rank, frame, subject.axis)
        among = tuple(r for r in among if r in subset) if subset else among
        if subset and subject.start < rank.start and not rows_of(frame, subject, subset):
            yield Wrong(rank.start, rank.end, f"{subject.value} is none of those", "")
            continue
        if rank.among and rank.among != len(among):
            continue
        rows = rows_of(frame, subject, among)
        if len(rows) > 1 and (wrong := _of_stretches(frame, measure, subject, among, rank)):
            yield Wrong(rank.start, rank.end, wrong, "")
        each = _each(passage, named, frame, subject, rank)
        if each and all(
            rank.place in places_of(frame, measure, held[0], group, -1 if rank.low else 1)
            for group in each
            if (held := rows_of(frame, subject, group))
        ):
            continue
        if _OF_PART.search(passage.text[: rank.start]) and measure.unit != "percent":
            continue
        own = frame.number(rows[0], measure) if len(rows) == 1 else None
        if own is None or len(among) < 2:
            continue
        turned = -1 if rank.low != (rank.moved < 0) else 1
        whole = tuple(r for r in among if r not in frame.partial)
        # What is booked under no name is often not meant: "Chef Shoppe sold least".
        called = tuple(
            r for r in whole if frame.rows[r].get(subject.axis) is not None or subject.axis == TIME
        )
        large = at_least_as_large(passage.text, rank, frame, measure, rows[0])
        if large and by_percent(frame, measure, rank, large, rows[0]):
            continue
        groups = [among, whole, called, large, *_stretches(named, frame, subject, among)]
        places = [places_of(frame, measure, rows[0], group, turned) for group in groups if rows[0] in group]
        if any(rank.place in held for held in places) or by_percent(frame, measure, rank, among, rows[0]):
            continue
        if in_its_time(passage, named, frame, rank, subject, measure):
            continue
        if by_change(passage, frame, used, rank, among, rows[0]):
            continue
        if by_another(passage, named, frame, rank, among, rows[0], measure):
            continue
        word, end = passage.text[rank.start : rank.end], " from the lowest" if turned < 0 else ""
        reason = (
            f"'{word}' does not fit: {frame.id} puts {subject.value} at place {places[0].start}{end}"
            f" by {measure.name.replace('_', ' ')}"
        )
        yield Wrong(rank.start, rank.end, reason, says(frame, rows[0], measure))


def _most_of_what(passage: Passage, named: Named, rank: Rank) -> bool:
    """Whether it is the most of something that no evidence measures ("has the most room to grow")."""
    word = passage.text[rank.start : rank.end].casefold()
    noun = _NOUN.match(passage.text, rank.end)
    return word.endswith("most") and noun is not None and not any(m.start == noun.start(1) for m in named.own)


def _of_stretches(
    frame: Frame, measure: Measure, subject: Mention, among: tuple[int, ...], rank: Rank
) -> str | None:
    """What is wrong with the rank of a quarter or half of which the rows are months, by their sums."""
    span = subject.span
    if subject.axis != TIME or span is None or not measure.additive or rank.moved or frame.limited:
        return None
    size = span.last.month - span.first.month + 1
    if size not in (3, 6) or span.first.day != 1 or (span.first.month - 1) % size:
        return None
    sums: dict[tuple[int, int], float] = {}
    held: dict[tuple[int, int], int] = {}
    for r in among:
        when, number = frame.when[r], frame.number(r, measure)
        if when is None or number is None or when.first.month != when.last.month or len(frame.axes) != 1:
            return None
        key = (when.first.year, (when.first.month - 1) // size)
        sums[key], held[key] = sums.get(key, 0.0) + number, held.get(key, 0) + 1
    own = [key for key in sums if key[1] == (span.first.month - 1) // size]
    if len(own) != 1 or len(set(held.values())) != 1 or len(sums) < 2:
        return None
    line = sorted(sums.values(), reverse=not rank.low)
    if line.index(sums[own[0]]) + 1 == rank.place:
        return None
    return f"{frame.id} puts {subject.value} at place {line.index(sums[own[0]]) + 1} by {measure.name}"


def _each(
    passage: Passage, named: Named, frame: Frame, subject: Mention, rank: Rank
) -> list[tuple[int, ...]]:
    """The rows of each thing where a rank is said of several ("Produce and Deli both peaked in Q3")."""
    several = re.search(r"\b(?:both|all|each)\b[^,;]*\Z", passage.text[: rank.start], re.IGNORECASE)
    axis = next((a for a in frame.axes if a != (frame.time if subject.axis == TIME else subject.axis)), None)
    if several is None or axis is None:
        return []
    said = [m.value for m in named.own if m.axis == axis and m.end <= several.end()]
    wanted = set(said[-2:] if several.group().casefold().startswith("both") else said)
    groups: dict[str, list[int]] = {}
    for r, row in enumerate(frame.rows):
        groups.setdefault(str(row.get(axis)).casefold(), []).append(r)
    return [tuple(rows) for value, rows in groups.items() if not wanted or value in wanted]


def _stretches(
    named: Named, frame: Frame, subject: Mention, among: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """The rows of a longer period that the passage names around the subject's ("in summer … in July")."""
    span = subject.span if subject.axis == TIME else None
    for m in named.own if span else ():
        if span and m.axis == TIME and m.span and m.value != subject.value and contains(m.span, span):
            yield rows_of(frame, m, among)

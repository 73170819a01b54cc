"""Whether a number names a row, a value or an edge of the evidence: a campaign's number, 'below $50K'."""

import re
from collections.abc import Sequence

from agent.gate.conditions import Setting
from agent.gate.context import stem, tokens
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.sentences import Passage

_ANY_NOUN = frozenset({"of", "number", "average", "total", "and", "in", "the", "with"})


def is_away(figure: Figure, way: str, frames: Sequence[Frame]) -> bool:
    """Whether a row of the evidence is called by so many days before or after another ("2 days before")."""
    said = rf"\b{figure.value:g} days? {way}\b"
    rows = (row for frame in frames for row in frame.rows)
    return any(re.search(said, str(row.get(name)), re.IGNORECASE) for row in rows for name in row)


def is_edge(figure: Figure, frames: Sequence[Frame]) -> bool:
    """Whether an amount is where one group of a dimension ends and the next begins ("below $50K")."""
    if figure.unit not in ("usd", "plain") or figure.sign or figure.spelled:
        return False
    for frame in frames:
        for name in frame.axes:
            held = {float(n) for row in frame.rows for n in _edges(row.get(name))}
            if len(held) > 3 and len(frame.rows) > 2 and figure.value in held:
                return True
    return False


def _edges(value: object) -> list[float]:
    """The amounts that a range of money runs from and to; none of an identifier or a year."""
    said = str(value)
    if not re.search(r"\d\s?-\s?\d|under |\d\+|\band more\b|\d\s?K", said) or not re.search(r"[$K]", said):
        return []
    scale = 1_000 if re.search(r"\d\s?K", said) else 1
    return [scale * float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", said)]


def counts_something(after: str, frames: Sequence[Frame]) -> bool:
    """Whether the words after a small number name what some evidence counts or tells apart."""
    nouns = {stem(t.stem) for t in tokens(re.split(r"[,;.:]", after)[0])[:5]} - _ANY_NOUN
    for frame in frames:
        heads = [f"{name} {column.get('label') or ''}" for name, column in frame.axes.items()]
        heads += [m.label for m in frame.measures if m.unit == "count"]
        if nouns & {stem(t.stem) for head in heads for t in tokens(head.replace("_", " "))}:
            return True
    return False


def named_bare(figure: Figure, text: str, before: str, after: str, frames: Sequence[Frame]) -> bool:
    """Whether a number names a row of a kind that the sentence names ("the campaigns 18 and 13")."""
    if not re.match(r"[\s*_]*(?:[,(;:.)\[]|and\b|\Z)", after) or figure.sign or figure.spelled:
        return False
    digits = figure.text.strip()
    spoken = {stem(t.stem) for t in tokens(text[: figure.start])}
    return any(
        stem(name.rpartition("_")[2]) in spoken and any(str(row.get(name)) == digits for row in frame.rows)
        for frame in frames
        for name in frame.axes
    )


def of_dimension(figure: Figure, passage: Passage, setting: Setting) -> bool:
    """Whether a table's cell stands under a dimension's title and holds one of its values."""
    title = {t.stem for t in tokens(passage.header)}
    text = re.sub(r"[\s*_]+", " ", passage.text).strip().casefold()
    for frame in setting.frames:
        for name, column in frame.axes.items():
            heads = {t.stem for t in tokens(f"{name.replace('_', ' ')} {column.get('label') or ''}")}
            if title and title <= heads and any(str(row.get(name)).casefold() == text for row in frame.rows):
                return True
    return False


def names_a_row(digits: str, frames: Sequence[Frame]) -> bool:
    """Whether a row is called by this number; counts are written with separators, identifiers are not."""
    return any(str(row.get(name)) == digits for frame in frames for name in frame.axes for row in frame.rows)


def is_value(noun: str, figure: Figure, frames: Sequence[Frame]) -> bool:
    wanted = stem(noun)
    for frame in frames:
        for name in [*frame.axes, *frame.filters]:
            if wanted in {t.stem for t in tokens(name.replace("_", " "))}:
                values = {str(row.get(name)).casefold() for row in frame.rows} | frame.filters.get(
                    name, set()
                )
                if str(int(figure.value)) in values:
                    return True
    return False

"""Words that a pattern cannot match without, so that most patterns need not be tried on a question at all."""

import re
from collections.abc import Iterator
from functools import cache

Clauses = tuple[frozenset[str], ...]
"""Of each set at least one word must be there."""

_LOOKS = re.compile(r"\?(?:<?[=!]|P=)")
_NAME = re.compile(r"^\?(?::|P<\w+>)")
_WORD = re.compile(r"([a-z]+)(\?)?")
_REPEAT = re.compile(r"[?*]|\{0?,\d*\}")


def possible(clauses: Clauses, words: frozenset[str]) -> bool:
    """Whether a question of these words may match a pattern with these clauses."""
    return all(not clause.isdisjoint(words) for clause in clauses)


@cache
def needed(pattern: str) -> Clauses:
    """What a regular expression over plain words with one blank between them needs; slots need nothing.

    What may be left out, looked ahead at, or joined to other letters counts for nothing, so that a clause is
    never too strict.
    """
    ways = list(_split(pattern))
    if len(ways) == 1:
        return tuple(_of_sequence(pattern))
    # One of the ways must match: of each, the clause that the fewest words fulfil.
    each = [min(needed(way), key=len, default=frozenset()) for way in ways]
    return (frozenset().union(*each),) if all(each) else ()


def _split(pattern: str) -> Iterator[str]:
    """The ways of a pattern that '|' parts outside brackets."""
    start = at = 0
    while at < len(pattern):
        if pattern[at] in "([":
            at = _end(pattern, at)
        elif pattern[at] == "|":
            yield pattern[start:at]
            start = at = at + 1
        else:
            at += 2 if pattern[at] == "\\" else 1
    yield pattern[start:]


def _of_sequence(pattern: str) -> Iterator[frozenset[str]]:
    at, starts = 0, True  # whether a word would start here
    while at < len(pattern):
        if word := _WORD.match(pattern, at):
            said, at = word[1], word.end()
            if starts and _ends(pattern, at):
                yield frozenset((said, said[:-1]) if word[2] else (said,))
            starts = False
        elif pattern[at] == "(":
            end = _end(pattern, at)
            inside, repeat = pattern[at + 1 : end - 1], _REPEAT.match(pattern, end)
            at = repeat.end() if repeat else end
            if _LOOKS.match(inside):
                continue
            inside = _NAME.sub("", inside, count=1)
            if not repeat and starts and _ends(pattern, at):
                yield from needed(inside)
            starts = all(way.endswith(" ") for way in _split(inside)) and (starts or not repeat)
        else:
            one = pattern[at]
            optional = pattern[at + 1 : at + 2] == "?"
            starts = one in " ^" and (starts or not optional)
            at = _end(pattern, at) if one == "[" else pattern.index("}", at) + 1 if one == "{" else at + 1
            at += (one == "\\") + (optional and one == " ")


def _ends(pattern: str, at: int) -> bool:
    """Whether a word that ends before this place is a whole one."""
    if at >= len(pattern) or pattern[at] == "$":
        return True
    if pattern[at] == " ":
        return pattern[at + 1 : at + 2] != "?" or _ends(pattern, at + 2)
    if pattern[at] != "(":
        return False
    end = _end(pattern, at)
    inside, repeat = pattern[at + 1 : end - 1], _REPEAT.match(pattern, end)
    if _LOOKS.match(inside):
        return _ends(pattern, end)
    blank = all(way.startswith(" ") for way in _split(_NAME.sub("", inside, count=1)))
    return blank and (not repeat or _ends(pattern, repeat.end()))


def _end(pattern: str, at: int) -> int:
    """The place behind the bracket that closes the one at a place."""
    depth, square = 0, False
    while at < len(pattern):
        one = pattern[at]
        if one == "\\":
            at += 1
        elif square:
            square = one != "]"
        elif one == "[":
            square = True
        else:
            depth += (one == "(") - (one == ")")
        at += 1
        if not square and depth == 0:
            return at
    raise ValueError(f"'{pattern}' has a bracket that is not closed")

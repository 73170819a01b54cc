"""Ranks: 'top 5', 'the three worst', 'which sells most', 'runner-up'."""

from agent.reading.english import phrase_keys
from agent.reading.links import Link
from agent.reading.result import On, Rank
from agent.reading.timewords import norm, number_at
from agent.reading.tokens import Token

_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10}  # fmt: skip
_CAME = {"come", "comes", "came", "coming", "rank", "ranks", "ranked", "finish", "finishes", "finished",
    "placed"}  # fmt: skip


def find_ranks(tokens: list[Token], shapes: list[Link]) -> list[Link]:
    """Rank phrases with the number that stands before or after them; data is a Rank."""
    links: list[Link] = []
    for shape in shapes:
        if shape.target not in ("rank_down", "rank_up", "runner_up", "change_up", "change_down", "drivers"):
            continue
        if norm(tokens, shape.first - 1) == "at" and tokens[shape.first].norm in ("least", "most"):
            continue  # "at least 3" is a condition
        descending = shape.target in ("rank_down", "change_up", "runner_up", "drivers")
        amount = tokens[shape.first].norm in ("biggest", "largest", "steepest", "top")
        on: On = ("change" if amount else "change_pct") if shape.target.startswith("change") else "value"
        on = "change" if shape.target == "drivers" else on
        first, after, n = shape.first, shape.after, None
        nth = 2 if shape.target == "runner_up" else _ordinal(tokens, first - 1)
        if nth is not None:
            n, first = nth, first if shape.target == "runner_up" else first - 1
        elif (number := _count(tokens, after)) is not None:
            n, after = number, after + 1
        elif (number := _count(tokens, first - 1)) is not None:
            n, first = number, first - 1
        words = " ".join(t.stem for t in tokens[shape.first : shape.after])
        if n is None and words in ("number one", "no 1", "# 1"):
            n = 1
        links.append(Link(first, after, "rank", words, 1.02, Rank(descending, n, on, nth)))
    return links + [link for at in range(len(tokens)) for link in _came(tokens, at)]


def _came(tokens: list[Token], at: int) -> list[Link]:
    """'Which store came in second', 'who ranks third', 'the one in third place'."""
    nth = _ordinal(tokens, at)
    if nth is None:
        return []
    first = at - 1 if norm(tokens, at - 1) in ("in", "at", "is", "was", "are", "the") else at
    verb = norm(tokens, first - 1) in _CAME
    placed = norm(tokens, at + 1) in ("place", "position", "spot", "rank")
    if not (verb or placed):
        return []
    first = first - 1 if verb else first
    after = at + 2 if placed else at + 1
    return [Link(first, after, "rank", f"place {nth}", 1.02, Rank(True, nth, "value", nth))]


def _ordinal(tokens: list[Token], at: int) -> int | None:
    """The place that an ordinal names, from the second on: the first is the top itself."""
    if at < 0:
        return None
    if tokens[at].kind == "number" and tokens[at].unit == "th" and tokens[at].value is not None:
        nth = int(tokens[at].value or 0)
        return nth if 2 <= nth <= 100 else None
    return _ORDINALS.get(norm(tokens, at))


def _count(tokens: list[Token], at: int) -> int | None:
    if at < 0 or norm(tokens, at) in ("a", "one") or norm(tokens, at - 1) in ("last", "past", "at", "than"):
        return None
    number = number_at(tokens, at)
    if number is None or not 1 <= number <= 1000 or (tokens[at].kind == "number" and tokens[at].unit):
        return None
    following = norm(tokens, at + 1)
    return None if following in ("%", "percent", "year", "k", "+", "-", "to") else number


def is_superlative(words: str) -> bool:
    """Whether a rank phrase is one of 'most', 'fewest', 'highest', which a metric follows."""
    most = {"most", "the most", "least", "the least", "fewest", "highest", "lowest", "greatest", "maximum",
        "max", "minimum", "min"}  # fmt: skip
    return words in most or (
        tuple(words.split()) in phrase_keys("rank_up") and words.endswith(("est", "least"))
    )

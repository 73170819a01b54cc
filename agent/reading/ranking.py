"""Ranks: 'top 5', 'the three worst', 'which sells most', 'runner-up'."""

from agent.reading.english import phrase_keys
from agent.reading.links import Link
from agent.reading.result import On, Rank
from agent.reading.timewords import norm, number_at
from agent.reading.tokens import Token


def find_ranks(tokens: list[Token], shapes: list[Link]) -> list[Link]:
    """Rank phrases with the number that stands before or after them; data is a Rank."""
    links: list[Link] = []
    for shape in shapes:
        if shape.target not in ("rank_down", "rank_up", "runner_up", "change_up", "change_down", "drivers"):
            continue
        descending = shape.target in ("rank_down", "change_up", "runner_up", "drivers")
        amount = tokens[shape.first].norm in ("biggest", "largest", "steepest", "top")
        on: On = ("change" if amount else "change_pct") if shape.target.startswith("change") else "value"
        on = "change" if shape.target == "drivers" else on
        first, after, n = shape.first, shape.after, None
        if shape.target == "runner_up":
            n = 2
        elif (number := _count(tokens, after)) is not None:
            n, after = number, after + 1
        elif (number := _count(tokens, first - 1)) is not None:
            n, first = number, first - 1
        words = " ".join(t.stem for t in tokens[shape.first : shape.after])
        if n is None and words in ("number one", "no 1", "# 1"):
            n = 1
        links.append(Link(first, after, "rank", words, 1.02, Rank(descending, n, on)))
    return links


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

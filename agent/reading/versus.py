"""Two kinds of households or baskets set against each other that no grouping tells apart: 'do families spend
more per trip than singles', 'average basket: wine buyers vs beer buyers'. Each side is asked about alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from agent.reading.english import versus
from agent.reading.links import Link
from agent.reading.needed import needed, possible
from agent.reading.result import Reading
from agent.reading.rewording import runs_of
from agent.reading.tokens import Token

_SETS = {"vs", "versus", "than", "or", "against", "compared", "compare", "relative"}
_LONGEST = 60
_WITHOUT = r"(?:the )?(?:{noun} )?(?:without|with none|with no)(?: (?:it|them|any|one))?"


@dataclass(frozen=True)
class Sides:
    """The question of each side in plain words, and of both in one."""

    first: str
    second: str
    both: str


@dataclass(frozen=True)
class _Found:
    head: str
    first: str
    second: str
    tail: str


def set_against(tokens: list[Token]) -> bool:
    """Whether a word of a question, not of a pasted text, sets two things against each other."""
    return len(tokens) <= _LONGEST and bool(_SETS & {t.norm for t in tokens})


def two_sides(tokens: list[Token], links: Iterable[Link], people: frozenset[str]) -> Sides | None:
    """What is asked of each side; None where nothing is set against anything."""
    norms = [t.norm for t in tokens]
    plain = " ".join(norms)
    side = _side(runs_of(norms, links, people))
    found = _compared(plain, side) or _beside(plain, side)
    if found is None:
        return None
    second = found.second
    if re.fullmatch(_filled(_WITHOUT), second):  # "those without": kids
        second = re.sub(r"\bwith\b", "without", found.first, count=1)

    def of(who: str) -> str:
        return " ".join(f"{found.head} of {who} {found.tail}".split())

    both = of(f"{found.first} vs {second}")
    return Sides(of(found.first), of(second), both)


def _side(runs: dict[str, list[str]]) -> str:
    """A pattern for one side: people by a word for them, by what they buy, or by what is told of them."""
    noun, buyers = versus()["noun"], versus()["buyers"]
    kinds = [_filled(kind) for kind in versus()["described"]]
    if named := "|".join(map(re.escape, runs["people"])):
        more = rf"(?: (?:with|without|aged) (?:{named}|\w+))?"
        kinds.append(rf"(?:the |our )?(?:{named}){more}(?: {noun})?")
    if named := "|".join(map(re.escape, runs["goods"])):
        kinds.append(rf"(?:the |our )?(?:{named}) {buyers}(?: (?:with|without) \w+)?")
    return f"(?:{'|'.join(kinds)})"


def _compared(plain: str, side: str) -> _Found | None:
    """'Do A spend more per trip than B', 'who spends more per trip, A or B'."""
    words = frozenset(plain.split())
    for entry in versus()["measured"]:
        if not possible(needed(_filled(entry["say"])), words):
            continue
        for pattern in versus()["compared"]:
            found = re.match(_filled(pattern.replace("{say}", entry["say"]), side), plain)
            if found is None or (entry.get("of_orders") and not _of_orders(found["a"])):
                continue
            tail = (found["tail"] or "").strip()
            goods = f"for {tail}" if tail and entry.get("goods") else tail
            measure = found.groupdict().get("measure") or entry["by"]
            return _Found(measure, found["a"], found["b"], f"{goods} {found['end'] or ''}")
    return None


def _of_orders(side: str) -> bool:
    """Whether a side are baskets, which are bigger by their amount."""
    return re.search(rf"^(?:the |our )?{versus()['orders']}\b|\b{versus()['orders']}$", side) is not None


def _beside(plain: str, side: str) -> _Found | None:
    """'Average basket of A vs B', 'A vs B: average basket', 'compare visits per customer for A and B'."""
    for pattern in versus()["beside"]:
        if (found := re.match(_filled(pattern, side), plain)) is not None:
            end = found.groupdict().get("end") or ""
            return _Found(found["head"], found["a"], found["b"], end)
    return None


def _filled(pattern: str, side: str = "") -> str:
    """A pattern with the parts that stand for others spelled out."""
    for name in ("joined", "lead", "more", "time", "noun"):
        pattern = pattern.replace(f"{{{name}}}", versus()[name])
    pattern = pattern.replace("{head}", "(?P<head>[^,:?]+?)")
    return pattern.replace("{a}", f"(?P<a>{side})").replace("{b}", f"(?P<b>{side})")


def comparable(first: Reading, second: Reading) -> bool:
    """Whether both sides are understood and measured alike, and two rows of one grouping are not enough."""
    same = first.metrics == second.metrics and first.period == second.period
    if not (_whole(first) and _whole(second) and same and first.compare == second.compare):
        return False
    if first.customers != second.customers or first.baskets != second.baskets:
        return True
    apart = {f.dimension for f in first.filters if f not in second.filters}
    apart |= {f.dimension for f in second.filters if f not in first.filters}
    single = all(len(f.values) == 1 for r in (first, second) for f in r.filters if f.dimension in apart)
    return bool(apart) and not (len(apart) == 1 and single)


def _whole(r: Reading) -> bool:
    """Whether a side is one figure of some part of the shop, with every word understood."""
    open_ = r.unknown or r.choices or r.refers_back or r.capability or r.absent
    return bool(r.metrics and (r.filters or r.customers or r.baskets)) and not (
        open_ or r.tool or r.rank or r.by
    )


def joined(question: str, first: Reading, second: Reading) -> Reading:
    """The first side's reading with the second beside it, under the question as it was asked."""
    return replace(first, question=question, versus=replace(second, question=question))

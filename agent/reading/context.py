"""A question as its chosen links, with what is needed to look around them."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from agent.reading.english import Key
from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.result import RefersTo
from agent.reading.tokens import Token
from agent.reading.values import Meant
from tools.warehouse.request import Basket, MetricRequest

COUNTS = {"how_many"}
_AND = {"and", ",", "&", "or", "plus", "versus", "vs", "then"}
_PLAIN = {
    "the", "our", "of", "all", "different", "distinct", "unique", "these", "those", "a", "your", "my",
    "any", "single", "individual", "separate", "various", "in", "for", "are", "were", "is", "was", "do",
    "did", "we", "have", "total", "overall", "actual", "us", "me", "each", "every", "own", "list",
    "that", ".", ":", '"', "(", ")",
}  # fmt: skip


@dataclass
class Sentence:
    """The chosen links of a question, in order, with what is needed to look around them."""

    tokens: list[Token]
    links: list[Link]
    lexicon: Lexicon
    counts: dict[str, str]
    """Metrics that count the things of a dimension: customers -> customer."""
    two_valued: frozenset[str] = frozenset()
    """Dimensions that split everything in two: weekend or not, fuel or not."""
    people: frozenset[str] = frozenset()
    """Dimensions that describe customers."""
    previous: MetricRequest | None = None
    """What was asked before."""
    declared: dict[Key, list[Meant]] = field(default_factory=dict)
    """People's words for values."""
    refers_to: RefersTo = ""
    singles: dict[str, str] = field(default_factory=dict)
    """Like `counts`, for things that are never listed by a word alone: orders -> order."""
    apart: bool = False
    """Whether goods of different levels stand side by side, which no one filter holds: 'dairy vs produce'."""
    held: list[Basket] = field(default_factory=list)
    """Sets of orders that were told of by words that have done their part."""
    extra_metrics: list[str] = field(default_factory=list)
    """Figures that are asked for by no word of their own: the parts of 'discounts by kind'."""

    def before(self, place: int, skip: bool = True) -> Link | None:
        """The link that stands right before, past plain function words where `skip`."""
        at = place - 1
        while skip and at >= 0 and self.is_plain(self.links[at]):
            at -= 1
        if at < 0 or (not skip and self.links[at].after != self.links[place].first):
            return None
        return self.links[at]

    def following(self, place: int, skip: bool = True) -> Link | None:
        """The link that stands right after, past plain function words where `skip`."""
        at = place + 1
        while skip and at < len(self.links) and self.is_plain(self.links[at]):
            at += 1
        if at >= len(self.links) or (not skip and self.links[at].first != self.links[place].after):
            return None
        return self.links[at]

    def is_plain(self, link: Link) -> bool:
        """A function word that may stand between a marker and what it marks."""
        return link.kind == "function" and not link.target and self.words(link) in _PLAIN

    def tell(self, place: int, role: str = "told") -> None:
        """Makes of a link words that have done their part: nothing more is looked up for them."""
        self.links[place] = replace(self.links[place], kind="function", target=role, data=None)

    def take(self, place: int) -> None:
        """Makes of a value a condition that is already in a set: it filters nothing else."""
        self.links[place] = replace(self.links[place], kind="condition", data=None)

    def showed(self, metric: str) -> bool:
        """Whether the answer before had a figure as one of several, so that it can be left out."""
        before = self.previous.metrics if self.previous else []
        return metric in before and len(before) > 1

    def words(self, link: Link) -> str:
        """The plain words of a link."""
        return " ".join(t.norm for t in self.tokens[link.first : link.after])

    def is_and(self, link: Link | None) -> bool:
        """Whether a link is a word that puts things side by side."""
        return link is not None and self.words(link) in _AND

    @cached_property
    def asks_number(self) -> bool:
        """Whether 'how many' or the like stands in the question."""
        return any(link.target in COUNTS for link in self.links)


def counted(definitions: Any, spoken: bool = True) -> dict[str, str]:
    """Metrics that count the distinct things of an id dimension, without a condition; those of dimensions
    that no words ask for (a single order) where `spoken` is false."""
    ids = {d.column: d.name for d in definitions.dimensions.values() if d.kind == "id" and d.spoken == spoken}
    found = {}
    for metric in definitions.metrics.values():
        expression = (metric.expression or "").replace(" ", "")
        inside = expression.removeprefix("count_distinct(").removesuffix(")")
        plain = metric.fact == "order_lines" and not getattr(metric, "status", None)
        if expression.startswith("count_distinct(") and inside in ids and plain:
            found[metric.name] = ids[inside]
    return found


def things_counted(definitions: Any) -> dict[str, str]:
    """Metrics that count the things of a dimension, of the catalogue too: categories bought -> category."""
    places = {f"count_distinct({d.table}.{d.column})": d.name for d in definitions.dimensions.values()}
    found = {m.name: places[m.expression] for m in definitions.metrics.values() if m.expression in places}
    return {**found, **counted(definitions)}

"""Figures per one of something: 'spends most per household', 'visits a day', 'and per trip?'."""

from dataclasses import dataclass, replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.english import phrase_keys
from agent.reading.links import Link
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

_PER = {"per", "per each", "per single", "/"}
_EACH = {"each", "every", "for each", "for every", "by each"}
_ARTICLES = {"a", "an"}
_HEADS = {"head", "capita", "person"}


@dataclass(frozen=True)
class Ratios:
    """The governed ratios by what is counted above and below the line, and what each count counts."""

    table: dict[tuple[str, str], str]
    parts: dict[str, tuple[str, str]]
    counts: dict[str, str]
    """Metrics that count distinct things, with the column they count."""

    def of(self, numerator: str, thing: str) -> str | None:
        """The ratio of a figure to the number of a thing; `thing` is a column."""
        for (above, below), name in self.table.items():
            if above == numerator and self.counts.get(below) == thing:
                return name
        return None

    def base(self, metric: str) -> str:
        """What stands above the line of a metric: itself, unless it is a ratio."""
        return self.parts[metric][0] if metric in self.parts else metric


def ratios_of(definitions: Any) -> Ratios:
    """The ratios of a shop's definitions; percentages and ratios over another scope are none of them."""
    table: dict[tuple[str, str], str] = {}
    parts: dict[str, tuple[str, str]] = {}
    for metric in definitions.metrics.values():
        if metric.ratio is None:
            continue
        parts[metric.name] = (metric.ratio.numerator, metric.ratio.denominator)
        if metric.unit != "percent" and not metric.ratio.denominator_without:
            table.setdefault((metric.ratio.numerator, metric.ratio.denominator), metric.name)
    counts = {}
    for metric in definitions.metrics.values():
        expression = (metric.expression or "").replace(" ", "")
        if expression.startswith("count_distinct("):
            counts[metric.name] = expression.removeprefix("count_distinct(").split(",")[0].rstrip(")")
    return Ratios(table, parts, counts)


def join_ratios(s: Sentence, ratios: Ratios, columns: dict[str, str], previous: MetricRequest | None) -> None:
    """Turns a figure and 'per' something into the governed ratio of the two, in place.

    'And per visit?' with no figure of its own takes that of the question before. `columns` are the columns
    of the dimensions.
    """
    for place, link in enumerate(s.links):
        thing = _thing(s, place, ratios, columns)
        noun = s.following(place)
        if thing is None or noun is None:
            continue
        bases = [p for p, x in enumerate(s.links[:place]) if x.kind == "metric" and _base(x) is not None]
        article = s.words(link) in _ARTICLES
        bases = [p for p in bases if not article or s.links[p].after == link.first]
        named = next((p for p in reversed(bases) if ratios.of(_base(s.links[p]) or "", thing)), None)
        if named is None and bases and s.links[bases[-1]].after == link.first:
            # "average spend per trip": the ratio that 'average spend' names gives way to the one said
            over = ratios.base(_base(s.links[bases[-1]]) or "")
            if over != _base(s.links[bases[-1]]):
                s.links[bases[-1]] = replace(s.links[bases[-1]], target=over, data=None)
            named = bases[-1] if ratios.of(over, thing) else None
        if named is None and (article or bases or not _continued(thing, previous, ratios)):
            continue
        at = s.links.index(noun)
        ahead = s.before(place)
        ranked = any(x.kind == "rank" for x in s.links[:place])
        if named is None and ranked and not bases:
            continue  # "the best category in every store"
        if named is None and ahead is not None and ahead.kind == "dimension":
            # "coupons per household": two things set against each other that no figure relates
            s.links[at] = replace(noun, kind="unknown", target="", data=None)
            continue
        s.tell(place, "per")
        s.tell(at, "per")
        if named is None:
            s.links[at] = replace(noun, kind="metric", target=_continued(thing, previous, ratios), data=None)
        else:
            metric = ratios.of(_base(s.links[named]) or "", thing) or ""
            s.links[named] = replace(s.links[named], kind="metric", target=metric, data=None)
        for p, x in enumerate(s.links):
            if x.target.startswith("summary:mean"):
                s.links[p] = replace(x, kind="function", target="per")


def _thing(s: Sentence, place: int, ratios: Ratios, columns: dict[str, str]) -> str | None:
    """The column that the noun after 'per' (or 'a', right after a figure) counts."""
    words = s.words(s.links[place])
    noun = s.following(place)
    if noun is None:
        return None
    if words in _EACH:
        # "sales for each household" lists them, "what each age group spends each trip" does not
        told = noun.kind == "metric" or any(x.kind == "dimension" for x in s.links[:place])
        return (ratios.counts.get(noun.target) or columns.get(noun.target)) if told else None
    if words not in _PER and (words not in _ARTICLES or noun.first != s.links[place].after):
        return None
    if words == "/" and s.words(noun).endswith("s"):
        return None  # "sales/orders" are two figures
    if s.words(noun) in _HEADS and "customers" in ratios.counts:
        return ratios.counts["customers"]
    if noun.kind == "dimension":
        return columns.get(noun.target)
    return ratios.counts.get(noun.target) if noun.kind == "metric" else None


def _base(link: Link) -> str | None:
    """The metric of a link; a word that only leans to sales counts as sales."""
    if link.target == "weak_metric":
        return "sales"
    return link.target


def _continued(thing: str, previous: MetricRequest | None, ratios: Ratios) -> str:
    """The ratio that 'per visit' asks for after a question: of its figure, else of sales."""
    before = [ratios.base(m) for m in previous.metrics] if previous else []
    return next((name for m in [*before, "sales"] if (name := ratios.of(m, thing))), "")


def only_weak(s: Sentence) -> bool:
    """Whether sales are asked for by a verb alone ('who spends more') and not by name."""
    metrics = [x for x in s.links if x.kind == "metric"]
    weak = phrase_keys("weak_metric")
    said = [tuple(t.stem for t in s.tokens[x.first : x.after]) for x in metrics]
    return bool(metrics) and all(words in weak for words in said)


def part_of_other(s: Sentence, r: Reading, definitions: Any) -> None:
    """Turns two figures into the governed percentage of the one in the other: 'discount as a % of sales',
    'the ratio of coupon orders to all orders', 'deal sales relative to sales'."""
    if len(r.metrics) != 2:
        return
    part, whole = (definitions.metrics[m] for m in r.metrics)
    rate_of = part.unit == "percent" and part.ratio is not None and (_named_of(s) or _set_in_relation(s))
    if rate_of and _same_whole(part.ratio.denominator, whole, definitions):
        r.metrics, r.share = [part.name], False  # "discount rate of sales"
        return
    if not _set_in_relation(s):
        return
    rates = [m for m in definitions.metrics.values() if m.ratio is not None and m.unit == "percent"
             and not m.ratio.denominator_without]  # fmt: skip
    for above, below in ((part, whole), (whole, part)):
        for rate in rates:
            if rate.ratio.numerator != above.name or not _same_whole(
                rate.ratio.denominator, below, definitions
            ):
                continue
            r.metrics, r.share = [rate.name], False
            if rate.ratio.denominator != below.name:
                r.notes.append(f"{rate.label}: {rate.meaning[:1].lower()}{rate.meaning[1:]}")
            return


def _named_of(s: Sentence) -> bool:
    """Whether the first figure is said to be one of the second: 'discount rate of sales'."""
    places = [p for p, x in enumerate(s.links) if x.kind == "metric"]
    between = [s.words(x) for x in s.links[places[0] + 1 : places[-1]]] if len(places) == 2 else []
    return bool(between) and set(between) <= {"of", "to", "on", "the", "our", "all", "total"}


def _set_in_relation(s: Sentence) -> bool:
    """Whether words between or before the figures set the one in relation to the other."""
    words = {t.norm for t in s.tokens}
    shared = any(x.target == "share" for x in s.links) and bool(words & {"as", "of"})
    related = bool(words & {"relative", "relation", "ratio", "divided", "proportion", "compared"})
    return shared or (related and not words & {"vs", "versus"})


def _same_whole(name: str, said: Any, definitions: Any) -> bool:
    """Whether a rate's whole is the figure that was said, or that money in other terms: before discounts."""
    whole = definitions.metrics[name]
    above = definitions.metrics[said.ratio.numerator] if said.ratio is not None else None
    if said.unit == "usd" and above is not None and _summed(above) == _summed(whole) != "":
        return True  # "as % of shelf price": the rate is that of the money which the price is of
    return bool(name == said.name or (said.name == "sales" and whole.unit == said.unit and "sales" in name))


def _summed(metric: Any) -> str:
    """What a sum adds up, whatever it is narrowed to."""
    expression = (metric.expression or "").replace(" ", "")
    return expression.split(",where=")[0].rstrip(")") if expression.startswith("sum(") else ""

"""What is asked for: which metrics, grouped by what, averaged or as a share."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.english import phrase_keys
from agent.reading.ratios import only_weak
from agent.reading.restricted import Restricted
from agent.reading.result import Reading
from agent.reading.timing import Timed
from agent.reading.within import each_of, inner
from tools.warehouse.request import MetricRequest

_COMES = {"shop", "come", "visit", "buy", "shops", "comes", "visits"}
_PIECES = {"items", "units", "pieces"}
_UNITS = {"$", "$$", "dollar", "dollars", "usd", "items", "units", "pieces"}
_TOTAL = {"all", "any", "every", "whole", "entire", "total"}
_INSIDE = {"year": "month", "week": "weekday", "day": "hour"}
"""The steps that 'when in the year', 'when during the week' ask for."""
_ARE_THERE = {"did", "do", "does", "has", "have", "is", "are", "was", "were"}
_DO = {"do", "did", "does", "have"}
_SELL = {"sell", "sold", "make", "made", "take", "took", "get", "bring in", "generate", "do", "have"}
_GRAINS = {"daily": "date", "weekly": "week", "monthly": "month", "quarterly": "quarter", "hourly": "hour",
           "yearly": "year"}  # fmt: skip


def metrics_of(s: Sentence, definitions: Any) -> list[str]:
    """The metrics asked for, in order, each once."""
    places = [p for p, x in enumerate(s.links) if x.kind == "metric" and x.target in definitions.metrics]
    # "basket size in dollars", "sales in units": what a figure is measured in
    told = [p for p in places if p and s.words(s.links[p - 1]) == "in" and s.words(s.links[p]) in _UNITS]
    units = {s.words(s.links[p]) for p in told}
    if told and len(places) > 1:
        pieces = units & _PIECES
        places = [p for p in places if (s.links[p].target != "sales" if pieces else p not in told)]
    places = [p for p in places if not _whole_of_share(s, p, definitions)]
    names = list(dict.fromkeys(s.links[p].target for p in places))
    # "how often do customers visit": the visit is part of the ratio, unless both are asked side by side
    parts = {
        part
        for n in names
        if (ratio := definitions.metrics[n].ratio) is not None
        for part in (ratio.numerator, ratio.denominator)
    }
    side = {
        s.links[p].target
        for p in places
        for q in (p - 1, p + 1)
        if 0 <= q < len(s.links) and (s.is_and(s.links[q]) or s.links[q].kind == "compare")
    }
    if any(x.kind == "rank" for x in s.links):  # "top 5 departments by sales with their average basket"
        side |= {s.links[p].target for p in places if p and s.words(s.links[p - 1]) == "by"}
    asked = [n for n in names if n not in parts or n in side] + s.extra_metrics
    sizes = any({"size", "sizes"} & set(s.words(s.links[p]).split()) for p in places)
    if sizes and asked[:1] == ["items_per_order"] and "average_basket" in definitions.metrics:
        # "basket size" is said of money and of items alike
        said = {w for p in places for w in s.words(s.links[p]).split()}
        return asked[:1] if (units | said) & _PIECES else ["average_basket", *([] if units else asked)]
    return asked


def _whole_of_share(s: Sentence, place: int, definitions: Any) -> bool:
    """The sales of 'private label share of sales': what the share is of, and no figure of its own."""
    if place < 2 or s.words(s.links[place - 1]) not in ("in", "of") or s.links[place].target != "sales":
        return False
    share = definitions.metrics.get(s.links[place - 2].target)
    return share is not None and share.unit == "percent" and "share" in share.name


def grouped(
    s: Sentence, restricted: Restricted, timed: Timed, definitions: Any, previous: MetricRequest | None
) -> tuple[list[str], str | None, list[str]]:
    """Dimensions to group by, the dimension whose groups are to be counted, dimensions set free again."""
    by: list[str] = []
    lifted: list[str] = []
    count_of: str | None = None
    for place, link in enumerate(s.links):
        if link.kind != "dimension":
            continue
        name = link.target
        if name not in definitions.dimensions:
            continue
        before = s.before(place)
        near = s.words(s.links[place - 1]) if place else ""
        marker = s.words(before) if before is not None else ""
        led = s.before(s.links.index(before)) if before is not None and before.kind == "value" else before
        if led is not None and led.target == "how_many":
            count_of = name
            continue
        asks_any = near == "any" and (s.words(s.links[0]) in _ARE_THERE or place == 1)
        if (near in ("all", "any") or _frees(s, place)) and not asks_any:
            again = any(s.words(x) in ("again", "back", "instead", "now") for x in s.links)
            if again or _frees(s, place) or (previous and any(f.dimension == name for f in previous.filters)):
                lifted.append(name)
                continue
            ranked_any = near == "any" and any(x.kind == "rank" for x in s.links)
            if (marker in ("across", "in", "for", "over", "of") or near == "any") and not ranked_any:
                continue  # but "the lowest basket of any month" is one of the months
        if _is_setting(s, place, definitions):
            continue
        lead = " ".join(s.words(x) for x in s.links[max(0, place - 2) : place])
        if by and lead == "of the" and definitions.dimensions[name].kind == "time":
            continue  # "best day of the year"
        within = marker in ("each", "in each", "per", "for each", "every", "for every", "by each")
        ranked = any(x.kind == "rank" and x.first < link.first for x in s.links)
        one_of = near in ("a", "an") and marker != "per"
        if not one_of and not restricted.within and inner(s, place, by, definitions):
            restricted.within = name
        elif one_of or (by and ranked and within and definitions.dimensions[name].kind != "time"):
            # "a coupon", or a ranking inside groups inside groups: no grouping that a request can hold
            start = link.first if one_of else before.first if before is not None else link.first
            restricted.unknown.append((start, link.after))
            continue
        by.append(name)
    asks_who = bool(s.links) and s.words(s.links[0]) in ("who", "whom")
    if asks_who and any(x.kind == "rank" for x in s.links) and not restricted.side_by_side:
        by = by or (["customer"] if "customer" in definitions.dimensions else [])
    if s.links and s.words(s.links[0]) == "when" and not by:
        by = [_asks_when(s, definitions)]
    buys = asks_what_is_bought(s) and not by and "category" in definitions.dimensions
    by = ["category"] if buys else by
    for dimension in restricted.side_by_side:
        if dimension not in by:
            by.append(dimension)
            restricted.within = restricted.within or (dimension if each_of(s, dimension) else "")
    return list(dict.fromkeys(by))[:3], count_of, lifted


def _asks_when(s: Sentence, definitions: Any) -> str:
    """The step of time that a 'when' asks for: the hour at which people come, the month in which goods
    peak, or the step inside the stretch that is named."""
    named = next((_INSIDE[t.stem] for t in s.tokens if t.stem in _INSIDE), "")
    if named in definitions.dimensions and not any(t.norm == "when" for t in s.tokens[1:]):
        return named
    busy = any(x.target in ("busiest", "quietest") for x in s.links)
    visited = any(x.target in ("orders", "customers") for x in s.links)
    peaks = any(x.target in ("peak", "peaked") for x in s.links)
    visits = any(s.words(x) in ("do", "does") for x in s.links[1:2]) and any(
        s.words(x) in _COMES for x in s.links
    )
    hourly = busy or visits or (peaks and visited)
    return "hour" if hourly and "hour" in definitions.dimensions else "month"


def asks_what_is_bought(s: Sentence) -> bool:
    """'What do they buy', 'what else do renters purchase': the goods are asked for, not their sum."""
    bought = any(s.words(x) in ("buy", "buys", "bought", "purchase", "purchased") for x in s.links)
    metrics = [x.target for x in s.links if x.kind == "metric"]
    weak = only_weak(s) or (bool(metrics) and all(m.startswith("sales_to_") for m in metrics))
    words = {s.words(x) for x in s.links}
    opens = bool(s.links) and s.words(s.links[0]) in ("what", "whats")
    sold = (
        opens and bool(words & {"sold", "selling", "sells"}) and not words & {"we", "did", "do", "of", "is"}
    )
    return weak and (sold or (bought and opens))


def _is_setting(s: Sentence, place: int, definitions: Any) -> bool:
    """'sales in our stores', 'sales of products on display': where things are sold, not what to group by."""
    at = place - 1
    while at >= 0 and s.words(s.links[at]) in ("our", "the", "these", "those"):
        at -= 1
    if definitions.dimensions[s.links[place].target].kind != "id" or at < 0:
        return False
    verb = s.words(s.links[place + 1]) if place + 1 < len(s.links) else ""
    if s.words(s.links[at]) in _DO and verb in _SELL:
        return not any(x.kind in ("rank", "compare") for x in s.links)  # "how many units did stores sell"
    if s.words(s.links[at]) not in ("of", "in", "for", "from", "with", "to", "at"):
        return False
    if at and s.words(s.links[at - 1]) in ("list", "ranking", "table", "rundown", "overview", "leaderboard"):
        return False
    return not any(x.kind in ("rank", "compare", "condition") for x in s.links)


def _frees(s: Sentence, place: int) -> bool:
    """'regardless of department', 'drop the store filter'."""
    ahead = " ".join(s.words(x) for x in s.links[max(0, place - 3) : place])
    after = s.following(place)
    freed = after is not None and s.words(after) in ("filter", "filters", "restriction")
    return freed or any(ahead.endswith(" ".join(key)) for key in phrase_keys("lift") if len(key) > 1)


def per_head(s: Sentence, r: Reading, restricted: Restricted, definitions: Any) -> None:
    """'Do renters spend more than homeowners': groups of different size are compared per customer first."""
    people = [d for d in restricted.side_by_side if definitions.dimensions[d].group == "customer"]
    several = people or r.against_rest
    if r.against_rest and r.metrics == ["customers"] and any(t.stem in ("spend", "spent") for t in s.tokens):
        r.metrics = ["sales"]  # "how much more do the top 10% spend than the rest"
    if several and r.metrics == ["sales"] and only_weak(s) and "sales_per_customer" in definitions.metrics:
        r.metrics = ["sales_per_customer", "sales"]

"""How a figure spreads over its units: medians, tenths, histograms, and what the largest of them make up."""

import re
from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Reading
from agent.reading.timewords import norm

TOOL = "measure_spread"
_UNITS_OF = {"trading_days": "date", "stores_trading": "store", "orders": "order",
    "orders_with_goods": "order", "customers": "customer", "products_sold": "product"}  # fmt: skip
"""What the lower part of a ratio counts."""
_CONCRETE = {"customer", "order", "store", "product", "category", "product_type", "department",
    "manufacturer", "date", "week", "month", "campaign", "weekday", "hour"}  # fmt: skip
_GROUP = {"group", "groups", "one", "equal", "equally"}
_MOST_BINS = 7
"""Bins that are told one by one."""
_SHARES = (1, 5, 10, 20, 50)
"""Parts of the units, in percent, whose share of the total the tool tells."""
_MAKE = {"make", "makes", "made", "generate", "generates", "account", "accounts", "bring", "drive", "drives",
    "deliver", "contribute", "responsible"}  # fmt: skip


def asks_spread(s: Sentence) -> bool:
    """Whether a question asks how a figure spreads."""
    return bool(_marks(s) or _largest_make(s))


def _marks(s: Sentence) -> list[Link]:
    return [x for x in s.links if x.target.startswith("spread:")]


def spread_of(s: Sentence, r: Reading, definitions: Any) -> None:
    """Turns the reading into one for the tool that measures how a figure spreads, where one is asked for."""
    marks, made = _marks(s), _largest_make(s)
    if not (marks or made) or r.compare is not None:
        return
    base, per = _base_and_unit(s, r, definitions)
    if per not in definitions.dimensions or base not in definitions.metrics:
        r.unknown += [_text(s, x) for x in marks]
        return
    kinds = {x.target.removeprefix("spread:") for x in marks}
    r.tool, r.wants = TOOL, {"metric": base, "per": per}
    if kinds & {"histogram", "bounds"}:
        r.wants["show"] = "histogram"
    if (bounds := next((x.data for x in marks if x.target == "spread:bounds"), None)) is not None:
        r.wants["edges"] = list(bounds)
    r.notes = [n for n in r.notes if not n.startswith("Taken by category")]
    if "fifths" in kinds:
        r.notes.append("Shown in tenths; two of them make a fifth.")
    r.leads = _leads(s, marks, made, r.question)
    parts = [x for x in marks if x.target in ("spread:top", "spread:bottom")]
    r.unknown += [_text(s, x) for x in parts if x.data not in ((10,) if "bottom" in x.target else _SHARES)]
    if bounds is not None and not r.leads and len(bounds) < _MOST_BINS:
        r.leads = [f"bin:{n + 1}" for n in range(len(bounds) + 1)]
    r.metrics, r.share, r.rank, r.summary, r.count_of, r.within = [base], False, None, None, None, ""
    r.unknown = [u for u in r.unknown if not re.fullmatch(r"\d+\s?%?( percent)?( of)?", u)]
    r.capability = [c for c in r.capability if c[0] != "segment"]
    rest = [b for b in r.by if b not in (per, "category")] if not marks or per != "category" else []
    if rest:  # a spread of each group apart is no question that the tool can hold
        r.unknown += [s.words(x) for x in s.links if x.kind == "dimension" and x.target in rest]
    r.by = []
    for place, link in enumerate(s.links):
        nth = "percentile" in kinds and s.tokens[link.first].unit == "th"
        told = nth or s.words(link) in _MAKE | _GROUP
        if link.kind == "unknown" and (told or _percent(s, link) is not None):
            s.tell(place)


def _leads(s: Sentence, marks: list[Link], made: list[int], question: str) -> list[str]:
    leads: list[str] = []
    for link in marks:
        kind = link.target.removeprefix("spread:")
        if kind == "top" and not (link.data == 10 and _of_each(s)):
            leads.append(f"top_{link.data:g}")
        elif kind in ("top", "bottom"):
            leads.append("tenth:1" if kind == "top" else "tenth:10")
        elif kind == "median":
            leads += ["median", "mean"] if _mean_too(s) else ["median"]
        elif kind == "deviation":
            leads.append("sd")
        elif kind == "percentile":
            found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)? percentile", question.lower())
            known = {"10": "p10", "25": "q1", "50": "median", "75": "q3", "90": "p90"}
            leads += [known[found[1]]] if found and found[1] in known else ["q1", "median", "q3"]
        elif kind == "concentration":
            leads += ["gini", "top_20"] if "gini" in s.words(link) else ["top_20", "for_80"]
    for percent in made:
        asks_part = any(x.target == "share" for x in s.links) and percent in (50, 80)
        leads += (
            [f"for_{percent}", *([f"for_{percent}_share"] if asks_part else [])]
            if percent in (50, 80)
            else [f"top_{percent}" if percent in _SHARES else ""]
        )
    return [lead for lead in dict.fromkeys(leads) if lead]


def _of_each(s: Sentence) -> bool:
    """Whether what one of them spends is asked, and not what part of all they make."""
    return not any(x.target == "share" for x in s.links)


def _mean_too(s: Sentence) -> bool:
    """'Median vs average basket': the mean stands in a word of its own or in the figure's name."""
    return any(
        (x.kind == "metric" or x.target == "summary:mean") and {"average", "mean"} & set(s.words(x).split())
        for x in s.links
    )


def _largest_make(s: Sentence) -> list[int]:
    """The 20 and the 80 of 'do 20% of customers make 80% of sales', the 50 of 'how many make half of it'."""
    if not any(w in _MAKE for x in s.links for w in s.words(x).split()):
        return []
    found = [int(p) for x in s.links if (p := _percent(s, x)) is not None]
    people = any(x.target in ("customers", "subject", "customer", "store", "product") for x in s.links)
    return found if people and any(p in (50, 80) for p in found) else []


def _percent(s: Sentence, link: Link) -> float | None:
    token = s.tokens[link.first]
    if token.norm == "half" and link.kind == "unknown":
        return 50
    if token.kind != "number" or token.value is None or link.kind not in ("unknown", "share"):
        return None
    spoken = norm(s.tokens, link.first + 1) in ("percent", "%", "pct")
    return token.value if token.unit == "%" or spoken else None


def _base_and_unit(s: Sentence, r: Reading, definitions: Any) -> tuple[str, str]:
    """The figure that is worked out for each unit, and the dimension of the units."""
    asked = [m for m in r.metrics if m != "customers"] or ["sales"]
    metric = definitions.metrics.get(asked[0])
    said = [x.target for x in s.links if x.kind == "dimension"]
    named = next((b for b in (*r.by, *said) if b in _CONCRETE and (b in said or not _ranked_alone(r))), "")
    if metric is not None and metric.ratio is not None:
        unit = _UNITS_OF.get(metric.ratio.denominator, "")
        if unit and (not named or named == unit):
            return metric.ratio.numerator, unit
        return asked[0], named
    people = any(x.target in ("customers", "customer", "subject") for x in s.links)
    if asked[0] == "orders" and not named and not people:
        return "sales", "order"  # "the median basket"
    spends = any(w in ("spend", "spent", "spending", "spender", "spenders") for x in s.links
                 for w in s.words(x).split())  # fmt: skip
    return asked[0], named or ("customer" if people or spends or _tops(s) else "order")


def _ranked_alone(r: Reading) -> bool:
    """Whether the grouping is one that a ranking brought and no word of the question."""
    return r.rank is not None and any(n.startswith("Taken by category") for n in r.notes)


def _tops(s: Sentence) -> bool:
    return any(x.target in ("spread:top", "spread:concentration") for x in s.links)


def _text(s: Sentence, link: Link) -> str:
    return " ".join(t.text for t in s.tokens[link.first : link.after])

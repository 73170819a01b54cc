"""How a figure spreads over its units: medians, tenths, histograms, and what the largest of them make up."""

import re
from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Reading
from agent.reading.timewords import NUMBERS, norm, stem
from agent.reading.tokens import Token

TOOL = "measure_spread"
_TOPS = {"top", "best", "biggest", "largest", "heaviest", "richest", "highest", "spending", "valuable"}
_UNITS_OF = {"trading_days": "date", "stores_trading": "store", "orders": "order",
    "orders_with_goods": "order", "customers": "customer", "products_sold": "product"}  # fmt: skip
"""What the lower part of a ratio counts."""
_CONCRETE = {"customer", "order", "store", "product", "category", "product_type", "department",
    "manufacturer", "date", "week", "month", "campaign", "weekday", "hour"}  # fmt: skip
_SHARES = (1, 5, 10, 20, 50)
"""Parts of the units, in percent, whose share of the total the tool tells."""
_MAKE = {"make", "makes", "made", "generate", "generates", "account", "accounts", "bring", "drive", "drives",
    "deliver", "contribute", "responsible"}  # fmt: skip


def find_tops(tokens: list[Token]) -> list[Link]:
    """Links from 'top 20%', 'best 10 percent of', 'top decile', 'top fifth' to the part they name."""
    links: list[Link] = []
    for at, token in enumerate(tokens):
        if token.text in ("80/20", "20/80"):
            after = at + 2 if norm(tokens, at + 1) in ("rule", "split", "principle", "law") else at + 1
            links.append(Link(at, after, "share", "spread:concentration", 1.1))
        if norm(tokens, at - 1) not in _TOPS:
            continue
        first = at - 2 if norm(tokens, at - 2) in ("most", "highest", "best") else at - 1
        part, after = _part(tokens, at)
        if part:
            after += 1 if norm(tokens, after) == "of" else 0
            links.append(Link(first, after, "share", "spread:top", 1.1, part))
    return links


def _part(tokens: list[Token], at: int) -> tuple[float, int]:
    """The percentage that the words at a place name, and the place behind them; 0 for none."""
    word = norm(tokens, at)
    named = {
        "decile": 10,
        "tenth": 10,
        "fifth": 20,
        "quintile": 20,
        "quarter": 25,
        "quartile": 25,
        "half": 50,
    }
    if word in named and stem(tokens, at + 1) != "of":
        return named[word], at + 1
    token = tokens[at]
    value = token.value if token.kind == "number" else NUMBERS.get(word)
    if value is None or not 0 < value <= 100:
        return 0, at
    if token.unit == "%":
        return value, at + 1
    return (value, at + 2) if norm(tokens, at + 1) in ("percent", "%", "pct") else (0, at)


def spread_of(s: Sentence, r: Reading, definitions: Any) -> None:
    """Turns the reading into one for the tool that measures how a figure spreads, where one is asked for."""
    marks = [x for x in s.links if x.target.startswith("spread:")]
    made = _largest_make(s)
    if not (marks or made) or r.compare is not None:
        return
    base, per = _base_and_unit(s, r, definitions)
    if per not in definitions.dimensions or base not in definitions.metrics:
        r.unknown += [_text(s, x) for x in marks]
        return
    kinds = {x.target.removeprefix("spread:") for x in marks}
    r.tool, r.wants = TOOL, {"metric": base, "per": per}
    if "histogram" in kinds:
        r.wants["show"] = "histogram"
    r.leads = _leads(s, marks, made, r.question)
    r.metrics, r.share, r.rank, r.summary, r.count_of, r.within = [base], False, None, None, None, ""
    r.unknown = [
        u for u in r.unknown if not re.fullmatch(r"\d+\s?%?( percent)?( of)?|share of|percent of", u)
    ]
    rest = [b for b in r.by if b not in (per, "category")] if not marks or per != "category" else []
    if rest:  # a spread of each group apart is no question that the tool can hold
        r.unknown += [s.words(x) for x in s.links if x.kind == "dimension" and x.target in rest]
    r.by = []
    for place, link in enumerate(s.links):
        nth = "percentile" in kinds and s.tokens[link.first].unit == "th"
        if link.kind == "unknown" and (nth or _percent(s, link) is not None or s.words(link) in _MAKE):
            s.links[place] = Link(link.first, link.after, "function", "told")


def _leads(s: Sentence, marks: list[Link], made: list[int], question: str) -> list[str]:
    leads: list[str] = []
    for link in marks:
        kind = link.target.removeprefix("spread:")
        if kind == "top":
            leads.append(f"top_{link.data:g}" if link.data in _SHARES else "top_10")
        elif kind == "median":
            leads.append("median")
        elif kind == "deviation":
            leads.append("sd")
        elif kind == "percentile":
            found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)? percentile", question.lower())
            known = {"10": "p10", "25": "q1", "50": "median", "75": "q3", "90": "p90"}
            leads += [known[found[1]]] if found and found[1] in known else ["q1", "median", "q3"]
        elif kind == "concentration":
            leads += ["top_20", "for_80"]
    for percent in made:
        leads.append(
            f"for_{percent}" if percent in (50, 80) else f"top_{percent}" if percent in _SHARES else ""
        )
    return [lead for lead in dict.fromkeys(leads) if lead]


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
    named = next((b for b in r.by if b in _CONCRETE), "")
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


def _tops(s: Sentence) -> bool:
    return any(x.target in ("spread:top", "spread:concentration") for x in s.links)


def _text(s: Sentence, link: Link) -> str:
    return " ".join(t.text for t in s.tokens[link.first : link.after])

"""What a change is made of: 'why did sales fall in april', 'what drove it', 'was it price or volume'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.result import Reading

TOOL = "explain_change"
_PARTS = {"price", "prices", "pricing", "volume", "volumes", "quantity", "quantities", "mix"}
_DRIVERS = {"customers", "orders_per_customer", "average_basket", "orders", "items_per_order"}
_MORE = {"more", "less", "bigger", "larger", "fewer", "smaller", "higher", "lower"}
_DROVE = {"drove", "drive", "drives", "driving", "behind", "responsible"}
_SIZES = {"bigger", "larger", "smaller"}
_TAKEN = {"break", "decompose", "decomposed", "decomposition", "breakdown", "split", "attribute", "bridge",
    "walk", "waterfall", "explain", "explains", "explained"}  # fmt: skip
_DONE_BY_US = {"campaign", "promotion"}


def explained(s: Sentence, r: Reading, definitions: Any) -> None:
    """Turns a question for the reasons of a change into one for the tool that takes changes apart. Whether
    something the shop did caused it stays a question of cause, which no tool answers."""
    words = {t.norm for t in s.tokens}
    why = any(name == "why" for name, _ in r.capability)
    taken = bool(words & _TAKEN) and any(x.target.startswith("change") for x in s.links)
    choice = _either(s, r, words, why)
    changed = r.compare is not None or any(x.target.startswith("change") for x in s.links)
    part = _part_of_change(s, r, definitions)
    if part and r.compare is not None and not r.tool:
        r.tool, r.wants = (
            TOOL,
            {"metric": r.metrics[0] if r.metrics else "sales", "into": "groups", "by": part},
        )
        r.metrics, r.by, r.share, r.shape = r.metrics[:1] or ["sales"], [], False, "compare"
        r.filters = [f for f in r.filters if f.dimension != part]
        return
    if not (taken or choice or why) or not (changed or r.refers_back or r.period):
        return
    if (
        (r.rank is not None and not (why or choice == "drivers"))
        or r.having
        or r.count_of
        or r.absent
        or r.tool
    ):
        return
    if any(_ours(x.target.split("=")[0], definitions) for x in s.links if x.kind in ("dimension", "value")):
        return
    if why and not changed and not r.refers_back and not (words & {"up", "down"}):
        return
    parts = _DRIVERS | ({"price_per_unit", "units"} if choice == "price" else set())
    metrics = [m for m in r.metrics if m not in parts] if (choice or taken) else r.metrics
    metric = metrics[0] if metrics else "sales"
    r.tool = TOOL
    r.wants = {} if r.refers_back and not r.metrics else {"metric": metric}
    groups = [b for b in r.by if definitions.dimensions[b].kind != "time"]
    if groups:
        r.wants |= {"into": "groups", "by": groups[0]}
    elif choice == "price" or (taken and words & _PARTS):
        r.wants["into"] = "prices"
    r.capability = [c for c in r.capability if c[0] != "why"]
    r.metrics = [metric] if r.wants.get("metric") else r.metrics
    r.by, r.rank, r.share, r.shape = [], None, False, "compare"
    if r.compare is None and r.period is not None:
        r.compare = "previous_period"
    told = {
        "down",
        "into",
        "explain",
        "explains",
        "explained",
        "apart",
        "components",
        "drivers",
        *_PARTS,
        *_MORE,
    }
    r.unknown = [u for u in r.unknown if u.lower() not in told]
    for place, link in enumerate(s.links):
        if link.kind == "unknown" and s.words(link) in told | _TAKEN:
            s.tell(place)


def _either(s: Sentence, r: Reading, words: set[str], why: bool) -> str:
    """'Price or volume', 'more customers or bigger baskets', 'volume or mix': which of the parts it was."""
    if len(words & _PARTS) > 2 or (why and len(words & _PARTS) > 1):
        return "price"  # "price vs volume vs mix"
    open_ = [n for n in r.notes if n.startswith("Taken by category")]
    if len(set(r.metrics) & _DRIVERS) > 1 and words & _DROVE and (open_ or not r.by):
        r.by, r.notes = [], [n for n in r.notes if n not in open_]
        return "drivers"  # "customers, trips and basket: which of them drove the drop"
    if "or" not in words or _opposed(s):
        return ""
    if len(words & _PARTS) > 1:
        return "price"
    drivers = [m for m in r.metrics if m in _DRIVERS]
    several = len(drivers) > 1 or (bool(drivers) and len(drivers) == len(r.metrics) and bool(words & _SIZES))
    return "drivers" if several and words & _MORE else ""


def _opposed(s: Sentence) -> bool:
    """Whether 'or' stands between the two ways that one figure may have gone: 'higher or lower'."""
    norms = [t.norm for t in s.tokens]
    return any(
        norms[at] == "or" and {norms[at - 1], norms[at + 1]} <= _MORE for at in range(1, len(norms) - 1)
    )


def _part_of_change(s: Sentence, r: Reading, definitions: Any) -> str:
    """The dimension of 'how much of the growth came from produce', whose groups make up the change."""
    for place, link in enumerate(s.links):
        behind = s.links[place + 1 : place + 4]
        if link.target == "share" and any(x.target.startswith("change") for x in behind):
            named = (f.dimension for f in r.filters if definitions.dimensions[f.dimension].group != "time")
            grouped = (b for b in r.by if definitions.dimensions[b].group != "time")
            return next(named, "") or next(grouped, "")
    return ""


def _ours(name: str, definitions: Any) -> bool:
    dimension = definitions.dimensions.get(name)
    return dimension is not None and dimension.group in _DONE_BY_US

"""Groups told by how they moved: 'which departments shrank in q4', 'who spent more in july than in june'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import When
from agent.reading.english import phrase_keys
from agent.reading.links import Link
from agent.reading.result import Rank, Reading
from agent.reading.timewords import norm
from tools.warehouse.request import Comparison, Having

_DOWN = {"shrank", "shrink", "shrinking", "shrunk", "fell", "fall", "fallen", "falling", "dropped", "drop",
    "dropping", "declined", "declining", "decline", "decreased", "decreasing", "decrease", "lost", "losing",
    "lose", "loses", "slipped", "slipping", "worsened", "down", "lost ground", "losing ground", "loss",
    "losses", "drops", "declines"}  # fmt: skip
_UP = {"grew", "grow", "growing", "grown", "grows", "rose", "rise", "risen", "rising", "increased", "up",
    "increase", "increasing", "gained", "gaining", "gain", "improved", "improving", "jumped", "growth",
    "gains", "jump"}  # fmt: skip
_WHERE = {"where", "when", "in which", "with"}
_ASKS = {"which", "what", "list", "show", "name"}


def moved(s: Sentence, r: Reading, definitions: Any) -> None:
    """Keeps the groups that moved as the question says, the one that moved most first. A change needs two
    periods, and groups that are no steps in time."""
    if r.compare is not None and not r.by and _customers_moved(s):
        r.by, r.metrics = ["customer"], [m for m in r.metrics if m != "customers"] or ["sales"]
        r.count_of, r.share = None, False
    _drivers_of_a_fall(s, r)
    stepwise = r.compare == "previous_row" and any(s.words(x) in _ASKS | _WHERE for x in s.links[:3])
    groups = [b for b in r.by if stepwise or definitions.dimensions[b].kind != "time"]
    if not groups or r.compare is None or r.tool:
        return
    loose = r.rank is not None and r.rank.n is None and r.rank.on.startswith("change")
    if (r.rank is not None or r.count_of) and not (loose and any(x.kind == "condition" for x in s.links)):
        return
    if way := _more_then(s):
        metric = (r.metrics or ["sales"])[0]
        r.metrics = r.metrics or ["sales"]
        r.having.append(Having(metric=f"{metric}_change", op="<" if way == "down" else ">", value=0))
        r.rank, r.shape = Rank(way == "up", None, "change"), "ranking"
        return
    if len(both := _opposed(s, definitions)) > 1:  # "sales up but orders down by store"
        r.having += both
        r.shape = "ranking"
        return
    place = next((p for p, x in enumerate(s.links) if _direction(s, x)), None)
    if place is None or not (_customers_moved(s) or _of_groups(s, place, groups)):
        return
    down = _direction(s, s.links[place]) == "down"
    amount = next((x for x in s.links if x.kind == "condition" and _belongs(s, place, x)), None)
    op: Comparison = "<" if down else ">"
    if not r.metrics and (r.refers_back or "sales" not in definitions.metrics):
        return
    r.metrics = r.metrics or ["sales"]
    metric = r.metrics[0]
    if amount is not None and amount.data is not None:
        percent = amount.data.unit == "%"
        value = amount.data.value * (0.01 if percent else 1) * (-1 if down else 1)
        less = amount.data.op.startswith("<")
        r.having = [h for h in r.having if h.metric != metric]
        r.having.append(Having(metric=f"{metric}_change{'_pct' if percent else ''}", op=op, value=value))
        if less:  # "grew by less than 5%"
            r.having[-1] = r.having[-1].model_copy(update={"op": ">" if down else "<"})
            r.having.append(Having(metric=f"{metric}_change", op=op, value=0))
        r.unknown = [u for u in r.unknown if u != _text(s, amount)]
    else:
        together = any(t.norm in ("both", "and") for t in s.tokens) and all(
            definitions.metrics[m].ratio is None for m in r.metrics
        )
        r.having += [
            Having(metric=f"{m}_change", op=op, value=0) for m in (r.metrics if together else [metric])
        ]
    r.rank, r.shape = Rank(not down, None, "change"), "ranking"


def _drivers_of_a_fall(s: Sentence, r: Reading) -> None:
    """'Which store contributed most to the drop': those that fell most come first."""
    place = next((p for p, x in enumerate(s.links) if x.kind == "rank" and _drives(s, x)), None)
    if place is None or r.rank is None or r.rank.on != "change":
        return
    if any(_direction(s, x) == "down" for x in s.links[place + 1 :]):
        r.rank = Rank(False, r.rank.n, "change", r.rank.nth)


def _drives(s: Sentence, link: Link) -> bool:
    return tuple(t.stem for t in s.tokens[link.first : link.after]) in phrase_keys("drivers")


def _customers_moved(s: Sentence) -> bool:
    """Whether customers are told by how they moved: 'whose spend fell', 'that spent more in q4 than q3'."""
    nouns = [p for p, x in enumerate(s.links) if x.target in ("customers", "subject", "customer")]
    if not nouns:
        return False
    told = any(s.words(x) in ("whose", "who", "that", "with") for x in s.links[nouns[0] : nouns[0] + 3])
    asked = s.asks_number or (bool(s.links) and s.words(s.links[0]) in _ASKS)
    if _more_then(s):
        counted = nouns[0] > 0 and s.words(s.links[nouns[0] - 1]) in ("more", "fewer", "less")
        return (told or asked) and not counted  # "did more people come in may than in june"
    return (told or asked) and any(_direction(s, x) for x in s.links[nouns[0] :])


def _more_then(s: Sentence) -> str:
    """ "up" where more is said of the later of two periods than of the earlier: 'more in q4 than in q3'."""
    times = [p for p, x in enumerate(s.links) if x.kind == "period" and isinstance(x.data, When)]
    if len(times) != 2 or not any(s.words(x) == "than" for x in s.links[times[0] : times[1]]):
        return ""
    ahead = [s.words(x) for x in s.links[max(0, times[0] - 4) : times[0]]]
    more, less = "more" in ahead, bool({"less", "fewer"} & set(ahead))
    if more == less:
        return ""
    later_first = s.links[times[0]].data.start > s.links[times[1]].data.start
    return "up" if more == later_first else "down"


def _opposed(s: Sentence, definitions: Any) -> list[Having]:
    """The conditions of two figures that move in ways of their own: 'falling sales but rising units'."""
    found: list[Having] = []
    for place, link in enumerate(s.links):
        way = _direction(s, link)
        if not way:
            continue
        near = [p for p in (place + 1, place - 1) if 0 <= p < len(s.links)]
        metric = next((s.links[p].target for p in near if s.links[p].kind == "metric"), "")
        if metric in definitions.metrics and all(h.metric != f"{metric}_change" for h in found):
            found.append(Having(metric=f"{metric}_change", op="<" if way == "down" else ">", value=0))
    return found


def _direction(s: Sentence, link: Link) -> str:
    words = s.words(link)
    ranks = link.kind == "rank" and isinstance(link.data, Rank) and link.data.on.startswith("change")
    if not (link.target.startswith("change") or link.kind == "function" or ranks):
        return ""
    went = words.split()[-1] if words.split()[:1] in (["went"], ["go"], ["gone"], ["going"]) else words
    return "down" if went in _DOWN else "up" if went in _UP else ""


def _of_groups(s: Sentence, place: int, groups: list[str]) -> bool:
    """Whether the groups are what moved: 'which stores fell', 'growing categories', 'stores that are up'."""
    asks = bool(s.links) and s.words(s.links[0]) in _ASKS
    for at, link in enumerate(s.links):
        if link.kind != "dimension" or link.target not in groups:
            continue
        if at == place + 1:
            return True
        ahead = [s.words(x) for x in s.links[max(0, at - 2) : at]]
        if at < place and (asks or not set(ahead) & {"by", "per", "each", "split by"}):
            return True
    return False


def _belongs(s: Sentence, place: int, condition: Link) -> bool:
    """Whether a condition says how far: 'fell by more than 10%', 'grew over 20 percent'."""
    link = s.links[place]
    at = link.after + 1 if norm(s.tokens, link.after) in ("by", "of") else link.after
    return condition.first in (at, link.after) or condition.after == link.first


def _text(s: Sentence, link: Link) -> str:
    return " ".join(t.text for t in s.tokens[link.first : link.after])

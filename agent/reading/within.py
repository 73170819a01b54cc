"""Rankings and shares inside every group: 'top 3 categories per department', 'a share of its department'."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from agent.reading.context import Sentence
from agent.reading.result import Rank, Reading

_IN_EACH = {"each", "in each", "per", "for each", "every", "for every", "by each", "in every", "within",
    "inside", "within each", "by", "of each", "of every", "across", "from each"}  # fmt: skip
_PARENT = {"within", "inside", "of", "in", "for", "per"}
_WHOLE_OF = {"its", "their", "the", "own", "each", "respective", "parent", "every"}
_BELOW = {"category": "department", "product_type": "category", "product": "product_type"}


def inner(s: Sentence, place: int, by: list[str], definitions: Any) -> bool:
    """Whether the dimension at this place is what a ranking is to be made inside of."""
    name = s.links[place].target
    own = s.words(s.links[place]).split()
    marker = (
        own[0] if len(own) > 1 and own[0] in _IN_EACH else _marker(s, place)
    )  # "per quarter" is one phrase
    ranked = next((p for p, x in enumerate(s.links) if x.kind == "rank"), None)
    if ranked is not None and ranked < place and _of_the_largest(s, place):
        return bool(by) and by[0] != name
    if ranked is None or marker not in _IN_EACH:
        return False
    if ranked < place:
        # "top 5 categories by store" and "best store in each month", but not "top months by store and week"
        return bool(by) and by[0] != name and (marker != "by" or _ranks(s, ranked, place, by))
    after = [x for x in s.links[ranked:] if x.kind == "dimension" and x.target != name]
    return marker not in ("by", "across", "within") and bool(after)


def _of_the_largest(s: Sentence, place: int) -> bool:
    """'The top 4 brands in each of the 3 biggest departments': all are ranked inside, and come largest first,
    so that the 3 stand at the head."""
    ahead = [w for x in s.links[max(0, place - 5) : place - 1] for w in s.words(x).split()]
    named = [w for w in ahead if w not in ("the", "our")][-2:]
    second = s.links[place - 1].kind == "rank" and named in (["each", "of"], ["every", "of"])
    if second:
        s.tell(place - 1, "largest_parents")
    return second


def each_of(s: Sentence, dimension: str) -> bool:
    """'Top 3 categories in each of produce, meat and deli': ranked inside each value that is named."""
    ranked = any(x.kind == "rank" for x in s.links)
    first = next(
        (p for p, x in enumerate(s.links) if x.kind == "value" and x.target.split("=")[0] == dimension), 0
    )
    ahead = {w for x in s.links[max(0, first - 3) : first] for w in s.words(x).split()}
    return ranked and bool(ahead & {"each", "every"})


def _marker(s: Sentence, place: int) -> str:
    """The words right before a dimension, 'in' and 'each' taken together."""
    words = [s.words(x) for x in s.links[max(0, place - 3) : place]]
    while words and words[-1] in ("the", "our", "single", "individual"):
        words.pop()
    if (
        len(words) > 1
        and words[-1] in ("each", "every")
        and words[-2] in ("in", "for", "of", "from", "within")
    ):
        return " ".join(words[-2:])
    return words[-1] if words else ""


def _ranks(s: Sentence, ranked: int, place: int, by: list[str]) -> bool:
    """Whether the rank is of the dimension named before: 'top 5 categories by store'."""
    noun = s.following(ranked)
    return noun is not None and noun.kind == "dimension" and noun.target == by[0] and s.links[ranked].data.n


def ranked_within(s: Sentence, r: Reading) -> None:
    """Puts the outer group first and gives a ranking without a number one row for a noun in the singular."""
    if not r.within and r.rank is not None and r.rank.n and len(r.by) == 2 and r.rank.on == "value":
        # "Mailer or not: top 5 categories": the first five of each
        r.within = next((b for b in r.by if b in s.two_valued), "")
    if not r.within:
        return
    r.by = [r.within, *(b for b in r.by if b != r.within)]
    if any(x.target == "largest_parents" for x in s.links):
        r.notes.append("All of them are shown, those with the highest figures first.")
    if r.rank is not None and r.rank.n is None:
        nouns = [x for x in s.links if x.kind == "dimension" and x.target != r.within]
        plural = any(s.tokens[x.after - 1].norm != s.tokens[x.after - 1].stem for x in nouns)
        r.rank = Rank(r.rank.descending, 3 if plural else 1, r.rank.on, r.rank.nth)


def with_others(s: Sentence) -> bool:
    """Whether what a ranking leaves out is asked for as well: 'top 5 and the rest', 'rest as other'. The
    words then point at nothing in the answer before."""
    _one_left_out(s)
    ranked = next((p for p, x in enumerate(s.links) if x.kind == "rank" and x.data and x.data.n), None)
    if ranked is None:
        return False
    found = without_top(s, ranked)
    for place in range(ranked + 1, len(s.links)):
        link = s.links[place]
        if link.target == "others" or link.target == "points:complement":
            s.tell(place, "others")
            found = True
    return found


def _one_left_out(s: Sentence) -> None:
    """'Without the biggest store' leaves out one."""
    for place, link in enumerate(s.links):
        before, noun = s.before(place), s.following(place)
        ranked = link.kind == "rank" and isinstance(link.data, Rank) and link.data.n is None
        if not ranked or before is None or before.kind != "negation" or noun is None:
            continue
        token = s.tokens[noun.after - 1]
        if noun.kind == "dimension" and token.norm == token.stem:
            s.links[place] = replace(link, data=Rank(link.data.descending, 1, link.data.on))


_SUMMED = {"together", "combined", "altogether", "all together", "in total", "total of", "sum of",
    "taken together", "added up", "jointly"}  # fmt: skip


def top_together(s: Sentence) -> bool:
    """Whether one figure of all the ranked is asked for: 'the total of the top 20 stores', 'what share
    of sales do our top 10 make'."""
    ranked = next(
        (p for p, x in enumerate(s.links) if x.kind == "rank" and x.data and (x.data.n or 0) > 1), None
    )
    noun = s.following(ranked) if ranked is not None else None
    if ranked is None or noun is None or noun.kind != "dimension" or s.links[ranked].data.on != "value":
        return False
    words = [s.words(x) for x in s.links]
    pairs = [f"{a} {b}" for a, b in pairwise([*words, ""])]
    said = [p for p, (word, pair) in enumerate(zip(words, pairs, strict=True)) if {word, pair} & _SUMMED]
    shared = any(x.target == "share" for x in s.links[:ranked])
    led = ranked > 0 and s.links[ranked - 1].kind == "function" and words[ranked - 1] not in (",", "by", "(")
    for p in said:
        s.tell(p, "together")
    return bool(said) or (shared and led)


def without_top(s: Sentence, ranked: int) -> bool:
    """Whether the ranked are left out of what is asked: 'sales excluding the top 10 stores' are those of all
    others."""
    before = s.before(ranked)
    noun = s.following(ranked)
    if before is None or before.kind != "negation" or noun is None or noun.kind != "dimension":
        return False
    s.tell(s.links.index(before), "without_top")
    return True


def share_of_parent(s: Sentence, r: Reading, definitions: Any) -> None:
    """'Each category as a share of its department': the whole is the group above, not the shop."""
    marks = [p for p, x in enumerate(s.links) if x.target == "share"]
    if not (r.share and marks and r.by) or r.within:
        return
    for place, link in enumerate(s.links):
        if link.kind != "dimension" or link.target not in r.by or place == 0:
            continue
        ahead = [w for x in s.links[max(0, place - 2) : place] for w in s.words(x).split()]
        if place - 2 in marks and s.words(s.links[place - 1]) in ("each", "every"):
            continue  # "the share of each department": the parts
        below = any(_BELOW.get(b) == link.target for b in r.by)
        parent = set(ahead) & _PARENT and (set(ahead) & _WHOLE_OF or below)
        parent = parent or (below and place - 1 in marks)
        others = [b for b in r.by if b != link.target]
        if parent and others and place > marks[0]:
            r.within = link.target
            r.by = [r.within, *others]
            return
    steps = [b for b in r.by if definitions.dimensions[b].kind == "time"]
    if len(r.by) == 2 and len(steps) == 1 and not (r.compare or r.rank):
        # "The monthly mix by department": at each step the groups make up the whole.
        r.within = steps[0]
        r.by = [r.within, *(b for b in r.by if b not in steps)]

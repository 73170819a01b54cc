"""Which of the named things is the part and which the whole: 'what share of beer sales is on weekends'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.result import Reading
from tools.warehouse.request import Filter

_IS = {"is", "are", "was", "were", "comes", "come", "came", "from", "goes", "go", "went", "happens", "happen",
    "happened", "bring in", "brings in", "made", "makes", "make", "s", "sold", "spent", "account", "accounts",
    "accounted", "represent", "represents", "contribute", "contributes", "bring", "generate",
    "generates"}  # fmt: skip
_DOES = {"does", "do", "did"}
"""'What share of grocery do soft drinks make up': the part stands right behind."""


def whole_weekend(r: Reading, definitions: Any) -> None:
    """Takes Saturday and Sunday together for the weekend where a share is asked: the part is one."""
    days = [f for f in r.filters if f.dimension == "weekday" and f.op == "in"]
    if not (r.share and days and set(days[0].values) == {"Saturday", "Sunday"}):
        return
    if "weekend" in definitions.dimensions:
        chosen = Filter(dimension="weekend", values=["Weekend"])
        r.filters = [chosen if f is days[0] else f for f in r.filters]
        r.by = ["weekend" if name == "weekday" else name for name in r.by]


def part_of_larger(s: Sentence, r: Reading) -> None:
    """'Cheese's share of dairy', 'what part of dairy is cheese': of two names of one dimension the one that
    the other holds is the part."""
    named = [x.data[0] for x in s.links if x.kind == "value" and isinstance(x.data, list)]
    for part in named:
        for whole in named:
            if part.dimension != whole.dimension or not set(part.values) < set(whole.values):
                continue
            if not r.share or any(p.dimension == part.dimension for p in named if p not in (part, whole)):
                return
            r.filters = [f for f in r.filters if f.dimension != part.dimension] + [whole.filter()]
            r.any_of, r.by = [*r.any_of, [part.filter()]], [b for b in r.by if b != part.dimension]
            return


def part_first(s: Sentence, r: Reading) -> None:
    """Puts the filter of the part before those of the whole, which is how a share is asked for."""
    marks = [p for p, x in enumerate(s.links) if x.target == "share"]
    if not (r.share and marks and r.filters):
        return
    values = [p for p, x in enumerate(s.links) if x.kind == "value"]
    said = next((p for p in range(marks[0] + 1, len(s.links)) if s.words(s.links[p]) in _IS), None)
    after = [p for p in values if said is not None and p > said]
    does = next((p for p in range(marks[0] + 1, len(s.links)) if s.words(s.links[p]) in _DOES), None)
    after = after or [p for p in values if does is not None and p == does + 1]
    ahead = [p for p in values if p < marks[0]]
    part = after[0] if after else ahead[-1] if ahead else values[0] if values else None
    if part is None:
        return
    name = _dimension(s, part)
    r.part = name if after or part == marks[0] - 1 or _possessive(s, part, marks[0]) else ""
    mine = [f for f in r.filters if f.dimension == name]
    r.filters = [*mine, *(f for f in r.filters if f.dimension != name)]


def _possessive(s: Sentence, part: int, mark: int) -> bool:
    """'Wine's share', 'beer as a share of alcohol'."""
    between = {w for x in s.links[part + 1 : mark] for w in s.words(x).split()}
    return part < mark and between <= {"s", "as", "a", "the"}


def settle_share(s: Sentence, changed: bool, compared: bool) -> bool:
    """Whether words like '%' and 'how much of' ask for a share, as 'q4 vs q3 in %' does not."""
    marks = [(p, x) for p, x in enumerate(s.links) if x.target == "share"]
    if not marks:
        return False
    words = {s.words(x) for _, x in marks}
    sign_only = words <= {"%", "percent", "percentage"}
    before = s.previous is not None and s.previous.compare is not None
    if (changed or sign_only) and (compared or (before and sign_only)):
        return False
    if words == {"how much of"}:
        place = marks[0][0]
        return any(s.words(x) in _IS for x in s.links[place + 1 :])
    return True


def _dimension(s: Sentence, place: int) -> str:
    data = s.links[place].data
    return data.dimension if isinstance(data, Filter) else data[0].dimension

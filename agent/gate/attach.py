"""Which named thing a figure belongs to: reading order, clauses, lists and the words above decide."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from agent.gate.context import LEFT_OUT, METRIC, TIME, Mention
from agent.gate.dates import is_whole_year
from agent.gate.lists import Spot, listed
from agent.gate.named import Named
from agent.gate.nearest import REFERENCE, Attached, nearest_name
from agent.gate.rank_words import ranks
from agent.gate.sentences import Passage

_OF_METRIC = re.compile(
    r"[\s*_]*(?:(?:decline|drop|decrease|fall|increase|rise|growth|gain)\s(?:in|of)\s)?"
    r"(?:(?:with|through|via|as many|as much|the|bought|bought both|of|in|worth of|total|"
    r"net)[\s*_]+)*(?:the\s)?"
    r"(?:unique\s|distinct\s)?"
)
_PART_OF = re.compile(r"\s(?:out )?of (?:the |all )?[\s*_$]*[\d,]+\s")
_AT_ONCE = re.compile(r"(?:[^.;,\d]|\([^)]*\)){0,25}")


def attach(passage: Passage, named: Named, spots: Sequence[Spot], spot: Spot,
           suits: Callable[[Mention], bool]) -> dict[str, list[Attached]]:  # fmt: skip
    """The mentions that the figure at `spot` belongs to, by axis; `suits` says which metrics its unit allows.

    `spots` are all figures of its kind in the passage, in order, for lists ("A and B sold 2 and 3").
    """
    attached: dict[str, list[Attached]] = {}
    own: dict[str, list[Mention]] = defaultdict(list)
    for mention in named.own:
        if not mention.axis.startswith(LEFT_OUT) and (mention.axis != METRIC or suits(mention)):
            own[mention.axis].append(mention)
    taken = {(m.start, m.end) for axis, ones in own.items() if axis != METRIC for m in ones}
    own[METRIC] = [m for m in own[METRIC] if (m.start, m.end) not in taken]
    if any(True for _ in ranks(passage.text)):
        own[TIME] = [m for m in own[TIME] if m.span and not is_whole_year(m.span)] or own[TIME]
    own = {axis: ones for axis, ones in own.items() if ones}
    for mention in named.beside:
        if mention.axis != METRIC or suits(mention):
            attached.setdefault(mention.axis, []).append(Attached(mention, True))
    for axis, candidates in own.items():
        if axis in attached:
            continue
        if axis == METRIC:
            attached[axis] = _metrics(passage.text, candidates, spots, spot)
        elif not _spoken_for(passage.text, candidates, named.above, spots, spot):
            chosen = nearest_name(passage.text, _places(candidates), spots, spot)
            if chosen is None:
                continue
            attached[axis] = _meanings(candidates, chosen)
            resumed = REFERENCE.search(passage.text[: max(0, chosen.mention.start)])
            if not chosen.hard and (resumed or not any(m.end <= spot.start for m in candidates)):
                others = [m for m in candidates if m.value != chosen.mention.value]
                attached[axis] += [Attached(m, False) for m in others]
    above: dict[str, list[Mention]] = defaultdict(list)
    for mention in named.above:
        if mention.axis.startswith(LEFT_OUT) or mention.axis in attached:
            continue
        if mention.axis != METRIC or suits(mention):
            above[mention.axis].append(mention)
    for axis, candidates in above.items():
        values = {mention.value for mention in candidates}
        if axis == METRIC:
            attached[axis] = [Attached(mention, False) for mention in candidates]
        elif len(values) > 1:
            places = [n - len(candidates) for n in range(len(candidates))]
            shifted = [m._replace(start=n, end=n) for n, m in zip(places, candidates, strict=True)]
            in_list = listed(passage.text, shifted, spots, spot)
            first = [m for m in candidates if in_list and m.value == in_list.value] or candidates
            attached[axis] = [Attached(m._replace(start=-1, end=-1), False) for m in first]
        elif len(values) == 1:
            attached[axis] = [
                Attached(
                    candidates[-1]._replace(start=-1, end=-1),
                    axis == TIME and passage.kind in ("bullet", "cell"),
                )
            ]
    return attached


def _spoken_for(
    text: str, own: list[Mention], above: list[Mention], spots: Sequence[Spot], spot: Spot
) -> bool:
    """Whether the one name of a passage is another figure's: under "Private", in "$1.69 against $2.42 for
    National", the first figure is of what stands above."""
    others = {m.value for m in above if m.axis == own[0].axis} - {m.value for m in own}
    alone = len({m.value for m in own}) == 1 and own[0].start >= spot.end
    between = any(spot.end <= one.start < own[0].start for one in spots)
    return bool(others) and alone and (between or REFERENCE.search(text[: own[0].start]) is not None)


def _metrics(text: str, candidates: list[Mention], spots: Sequence[Spot], spot: Spot) -> list[Attached]:
    """The metric that follows directly ("10,213 orders"), else the last one said, else the next."""
    in_list = listed(text, candidates, spots, spot)
    if in_list is not None:
        return [Attached(m, True) for m in candidates if m.start == in_list.start]
    after = [m for m in candidates if m.start >= spot.end]
    before = [m for m in candidates if m.end <= spot.start]
    direct = [m for m in after if _OF_METRIC.fullmatch(_PART_OF.sub(" ", text[spot.end : m.start]))]
    found = (
        direct[:1] + before[-1:]
        if direct and text[spot.start : spot.end].endswith("%")
        else direct[:1] or before[-1:]
    )
    if not found and after and not any(spot.end <= one.start < after[0].start for one in spots):
        found = after[:1]
    starts = {mention.start for mention in found}
    parted = bool(direct) and _PART_OF.search(text[spot.end : direct[0].start]) is not None
    near = not before or _AT_ONCE.fullmatch(text[before[-1].end : spot.start]) is not None
    sure = not parted and (bool(direct) or near)
    chosen = [Attached(mention, sure) for mention in candidates if mention.start in starts]
    return chosen if sure else [*chosen, *(Attached(m, False) for m in candidates if m.start not in starts)]


def _places(names: list[Mention]) -> list[Mention]:
    """One mention for each place; a word may mean several values."""
    return [m for n, m in enumerate(names) if n == 0 or m.start != names[n - 1].start]


def _meanings(names: list[Mention], chosen: Attached) -> list[Attached]:
    """Everything that the chosen word may mean."""
    if chosen.mention not in names:
        return [chosen]
    return [Attached(m, chosen.hard) for m in names if m.start == chosen.mention.start]

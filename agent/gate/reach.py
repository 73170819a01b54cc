"""Which rows and kinds of column of one evidence a figure may be read from, given what it belongs to."""

from dataclasses import dataclass, replace

from agent.gate.aside import is_deed
from agent.gate.context import METRIC, TIME, Mention
from agent.gate.dates import contains, is_whole_year, same
from agent.gate.frames import Frame, Measure
from agent.gate.meanings import in_measures, means
from agent.gate.nearest import Attached
from agent.gate.periods import earlier, is_period, rows_of
from agent.gate.words import Said

_KINDS = {
    "change": frozenset({"change", "change_pct"}),
    "before": frozenset({"before", "value", "share"}),
    "compared": frozenset({"before", "value", "share"}),
    "level": frozenset({"value", "share"}),
    "either": frozenset({"value", "share", "change", "change_pct"}),
}


@dataclass(frozen=True)
class Reach:
    """What of a frame is open to a figure. `rows` are row numbers; `named` says whether a name or a period
    chose them; `spread` that a period covers several of them, so that none alone is meant."""

    frame: Frame
    rows: tuple[int, ...]
    kinds: frozenset[str]
    named: bool
    spread: bool
    attached: dict[str, list[Attached]]
    totals: bool
    whole: bool = False
    """That the figure is said to be the total itself ("59 % of the shop's $3.9M")."""
    any_of: bool = False
    """That each of the rows may be meant: the words name several and leave open which."""

    @property
    def metrics(self) -> set[str]:
        """The metrics of the frame that the words around the figure name; empty where they name none."""
        said = bool(self.attached.get(METRIC))
        return {m.metric for m in self.frame.measures if self.allows(m)} if said else set()

    def allows(self, measure: Measure) -> bool:
        """Whether the metrics that the words around the figure name allow a column."""
        said = [one.mention for one in self.attached.get(METRIC, [])]
        return not said or any(means(m, measure, self.frame) for m in said)

    def measures(self) -> list[Measure]:
        """The columns open to the figure."""
        strictly_before = {m.metric for m in self.frame.measures if m.kind == "before"}
        return [
            m
            for m in self.frame.measures
            if self.allows(m)
            and m.kind in self.kinds
            and not ("strict" in self.kinds and m.kind in ("value", "share") and m.metric in strictly_before)
        ]


def reach(frame: Frame, attached: dict[str, list[Attached]], said: Said, totals: bool) -> Reach | None:
    """What of `frame` the figure may be read from, or None where a name or a period rules the frame out.

    `totals`: the words around the figure speak of the whole, so that names no longer bind it.
    """
    kinds = _KINDS[said.role] | ({"strict"} if said.role == "before" else frozenset())
    found = Reach(frame, tuple(range(len(frame.rows))), kinds, False, False, attached, totals)
    by_place: dict[tuple[int, int, bool], list[Attached]] = {}
    for axis, ones in attached.items():
        if axis == TIME:
            options = [_within(found, one, said) for one in ones]
            timed = _either(found, options) if len(ones) > 1 and not ones[0].hard else _all(found, ones, said)
            if timed is None:
                return None
            found = timed
        elif axis != METRIC:
            for one in ones:
                place = (one.mention.start, one.mention.end, True) if one.hard else (0, hash(axis), False)
                by_place.setdefault(place, []).append(one)
    for same_words in by_place.values():
        options = [_of(found, one.mention, one.hard and not totals) for one in same_words]
        merged = _either(found, options)
        if merged is None:
            return None
        found = merged
    return found


def _all(found: Reach, ones: list[Attached], said: Said) -> Reach | None:
    for one in ones:
        timed = _within(found, one, said)
        if timed is None:
            return None
        found = timed
    return found


def _either(found: Reach, options: list[Reach | None]) -> Reach | None:
    """What any of several names opens."""
    kept = [option for option in options if option is not None]
    if not kept:
        return None
    choosing = [option for option in kept if option.rows != found.rows] or kept[:1]
    if len({option.rows for option in choosing}) == 1:
        return choosing[0]
    rows = tuple(dict.fromkeys(r for option in choosing for r in option.rows))
    kinds = frozenset().union(*(option.kinds for option in choosing))
    return replace(found, rows=rows, kinds=kinds, named=True, any_of=True)


def _of(found: Reach, mention: Mention, hard: bool) -> Reach | None:
    frame = found.frame
    if mention.axis in frame.axes or mention.axis in frame.about:
        rows = rows_of(frame, mention, found.rows)
        if not rows and mention.start < 0 and is_deed(mention, [frame]):
            return found
        return replace(found, rows=rows, named=True) if rows else None
    if mention.axis in frame.filters or mention.axis in frame.held_by:
        kept = mention.value in frame.filters.get(mention.axis, ())
        held = any(part in mention.value for part in frame.held_by.get(mention.axis, ()))
        return found if kept or held else None
    if not frame.governed:
        sql = (frame.evidence.get("sql") or "").casefold()
        return found if mention.value in sql or not hard else None
    return None if hard and not in_measures(frame, mention) else found


def _within(found: Reach, one: Attached, said: Said) -> Reach | None:
    """The reach once a named period is respected; None where the evidence covers another period."""
    frame, span, joint = found.frame, one.mention.span, one.mention.joint
    if span is not None:
        exactly = tuple(r for r in found.rows if frame.time and (s := frame.when[r]) and same(s, span))
        if exactly and not is_whole_year(span):
            return replace(found, rows=exactly, named=True)
        if span.first.isoformat() in frame.dates:
            return found
    if span is not None and any(contains(aside, span) for aside in frame.aside):
        return found
    whole = span is None or is_whole_year(span)
    if joint and frame.period and same(frame.period, joint) and frame.time is None:
        return found
    if joint and frame.compare and same(frame.compare, joint):
        span = joint
    if frame.time is not None:
        if span is None:
            return replace(found, spread=len(found.rows) > 1)
        if whole and not frame.period and frame.covers and contains(span, frame.covers):
            return replace(found, spread=len(found.rows) > 1)
        if frame.period and is_period(frame.period, span):
            return replace(found, spread=len(found.rows) > 1)
        rows = rows_of(frame, one.mention, found.rows)
        exact = len(rows) > 0 and all((s := frame.when[r]) is not None and same(s, span) for r in rows)
        if rows:
            return replace(found, rows=rows, named=not whole or exact, spread=not exact)
        if frame.compare and is_period(frame.compare, span):
            return (
                found
                if not one.hard or said.role in ("change", "either")
                else replace(found, kinds=frozenset({"before"}))
            )
        return found if not frame.governed and not frame.rows else None
    if frame.period is None and frame.covers and span and whole and frame.governed:
        return found if contains(span, frame.covers) else None
    if frame.period is None:
        return found if whole or not frame.governed or found.totals else None
    if span is None:
        return found if is_whole_year(frame.period) else None
    if is_period(frame.period, span):
        return (
            found
            if not one.hard or said.role != "before"
            else replace(found, kinds=frozenset({"value", "share"}))
        )
    compared = frame.compare or earlier(frame, span)
    if compared and is_period(compared, span):
        if said.role == "change" or not one.hard:
            return found if said.role == "change" else replace(found, kinds=found.kinds | {"before"})
        if said.role == "either":
            return replace(found, kinds=frozenset({"before", "change", "change_pct"}))
        return replace(found, kinds=frozenset({"before"}))
    return None

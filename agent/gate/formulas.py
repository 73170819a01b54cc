"""The formulas by which a text may have worked a figure out, over two quantities or over rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from agent.gate.cues import Cues
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.operands import Group, cell, cells, fact, total
from agent.gate.steps import in_time
from agent.gate.term import Term, added, averaged, found_of, grown, less, over, times, without

_RATE = "change_pct"


def of_pairs(figure: Figure, said: Cues, terms: Sequence[Term]) -> Iterator[Term]:
    """What the figure can say of any two of them."""
    for one, two in combinations(terms, 2):
        yield from pair(figure, said, one, two)


def pair(figure: Figure, said: Cues, one: Term, two: Term) -> Iterator[Term]:
    """What the figure can say of two quantities: how they differ, what part one is, what each is worth."""
    money = figure.unit == "usd"
    level = not (one.signed or two.signed)
    if figure.unit in ("percent", "times", "points") and not _comparable(one, two):
        return
    if "count" in (one.formula, two.formula):
        return
    if one.unit == two.unit and figure.unit == "percent":
        if said.changes and level:
            yield from found_of(grown(one, two), grown(two, one))
        small, large = sorted(
            (one, two), key=lambda t: abs(t.value) + (0 if t.signed else 1e15) * (not level)
        )
        part = over(small, large, "percent") if one.unit != "percent" or figure.form == "fraction" else None
        if part is not None and one.signed != two.signed:
            yield replace(part, signed=True, pair=small.pair)
        elif part is not None and (said.shares or not said.changes):
            yield part
            if said.left:
                yield without(part)
    elif one.unit == two.unit and figure.unit == "times":
        for top, bottom in ((one, two), (two, one)):
            yield from (
                replace(t, pair=(top.rows, bottom.rows)) for t in found_of(over(top, bottom, "times"))
            )
    elif one.unit == two.unit and figure.unit in ("points", "usd", "plain"):
        nested = "difference" in (one.formula, two.formula) or one.signed != two.signed
        if (said.changes or said.left) and not nested and (figure.unit == "points" or one.unit != "percent"):
            yield from (less(one, two), less(two, one))
        if said.sums and figure.unit != "points":
            yield added([one, two])
        if figure.unit == "plain" and one.unit == "count" and said.each:
            yield from found_of(over(one, two, "ratio"), over(two, one, "ratio"))
    elif money or figure.unit == "plain":
        for top, bottom in ((one, two), (two, one)):
            if bottom.unit == "count" and said.each and (top.unit == "usd") == money:
                yield from found_of(over(top, bottom, "usd" if money else "ratio"))
            if (
                said.products
                and (top.unit, money) in (("usd", True), ("count", False))
                and bottom.unit not in (top.unit, "times")
            ):
                yield times(top, bottom, top.unit)


def _comparable(one: Term, two: Term) -> bool:
    """Whether two quantities are of one column, or it is not known of which."""
    if one.measure is None or two.measure is None or one.measure.metric == two.measure.metric:
        return True
    if one.rows == two.rows and (
        one.unit == two.unit == "count" or one.measure.kind == two.measure.kind == _RATE
    ):
        return True
    return one.frame is not two.frame or (one.frame is not None and not one.frame.governed)


def of_kind(said: Cues, terms: Sequence[Term]) -> Iterator[Term]:
    """All quantities of one column, added up or averaged."""
    by_kind: dict[tuple[str, str], dict[tuple[str, ...], Term]] = {}
    for one in terms:
        same = by_kind.setdefault((one.unit, one.measure.name if one.measure else ""), {})
        same[tuple(f"{c['row']} {c['column']}" for c in one.cells)] = one
    for kind in by_kind.values():
        if len(kind) > 1:
            yield from [added([*kind.values()])] * said.sums
            yield from [averaged([*kind.values()])] * said.means


def of_rows(figure: Figure, said: Cues, frame: Frame, measure: Measure, group: Group) -> Iterator[Term]:
    """Formulas over two of a group of rows, and over each with what it was before or with the whole."""
    held = cells(frame, group.rows, measure)
    everything = len(held) == len(frame.rows) > 3
    ratio_of_changes = figure.unit == "times" and measure.kind == "change"
    if 1 < len(held) <= 8 and (measure.kind == "value" or ratio_of_changes) and not everything:
        yield from of_pairs(figure, said, held)
    before = frame.sibling(measure, "before") if measure.kind == "value" else None
    for one, other in in_time(frame, group.rows, measure) if said.changes and measure.kind == "value" else ():
        yield less(one, other)
        yield from found_of(grown(one, other))
    for r in group.rows[:8] if before is not None else ():
        now, then = cell(frame, r, measure), cell(frame, r, before) if before else None
        all_then = fact(frame, f"total_{measure.metric}_before")
        if then is not None and all_then is not None and measure.additive and figure.unit == "percent":
            yield from found_of(over(then, all_then, "percent"))
        if now is not None and then is not None and figure.unit == "times":
            yield from found_of(over(now, then, "times"))
        if now is not None and then is not None and said.changes:
            yield less(now, then)
            yield from found_of(grown(now, then))
    for one in held if 1 < len(held) <= 8 and measure.kind in ("value", "share") else ():
        yield from of_group(figure, said, measure, [one], total(frame, measure), False)


def of_parents(
    figure: Figure, said: Cues, frame: Frame, rows: Sequence[int], measure: Measure, of: bool
) -> Iterator[Term]:
    """What part of its group a cell is, where rows are told apart by two dimensions or more; with `of` also
    the whole group ("$495,194 of $914,526")."""
    if len(frame.axes) < 2 or frame.limited or not measure.additive or measure.kind != "value":
        return
    for own in cells(frame, rows, measure):
        for axis in frame.axes:
            (row,) = own.rows
            beside = [
                r
                for r in range(len(frame.rows))
                if all(frame.rows[r].get(a) == frame.rows[row].get(a) for a in frame.axes if a != axis)
            ]
            held = cells(frame, beside, measure)
            if len(held) < 2:
                continue
            whole = added(held)
            part = over(own, whole, "percent") if figure.unit == "percent" and said.shares else None
            yield from found_of(
                part and replace(part, rows=own.rows), replace(whole, rows=own.rows) if of else None
            )


def of_group(
    figure: Figure, said: Cues, measure: Measure, held: list[Term], whole: Term | None, taken: bool
) -> Iterator[Term]:
    """A group's sum, average, spread, share of the whole and rest; `taken`: as one, by its name."""
    many = len(held) > 1
    if not held or (many and measure.kind == "change" and not said.sums):
        return
    together = said.sums or taken or said.left
    summed = added(held) if many else held[0]
    adds = measure.additive or said.adds
    if (
        many
        and adds
        and together
        and not (said.means and not said.sums)
        and (figure.unit != "percent" or measure.kind == "share")
    ):
        yield summed
    frame = held[0].frame
    steps = frame is not None and len(frame.axes) == 1 and bool({*frame.axes} & {frame.time, "week"})
    if many and said.means and measure.kind == "value" and (measure.additive or whole is None or steps):
        yield averaged(held)
    if many and said.changes and measure.kind == "value" and figure.unit != "percent":
        yield less(max(held, key=lambda t: t.value), min(held, key=lambda t: t.value))
    if whole is None or (many and not (measure.additive and together)):
        return
    if (
        figure.unit == "percent"
        and (measure.additive or measure.kind == "change")
        and measure.kind != "share"
    ):
        part = over(summed, whole, "percent")
        if said.shares or not said.changes:
            yield from found_of(part)
        if part is not None and said.left:
            yield without(part)
    if measure.kind == "share" and said.left and figure.unit == "percent":
        yield without(summed)
    if (measure.additive or not many) and measure.kind != "share" and said.left and figure.unit != "percent":
        yield less(whole, summed)
    if not many and (said.changes or figure.unit == "times") and measure.kind in ("value", "change"):
        yield from pair(figure, said, held[0], whole)

"""The gate's confusion table: right answers stopped, and for each kind of mutation how many were caught."""

from collections.abc import Iterable
from typing import NamedTuple

from agent.gate import check
from evals.numbers.gate.answers import Case, author_cases, real_cases, word_cases
from evals.numbers.gate.mutations import KINDS, WORDS, measure

RIGHT = "right"
MOST_STOPPED, LEAST_CAUGHT, ANSWERS, MUTATIONS = 0.01, 0.99, 150, 1_000


class Row(NamedTuple):
    """One line: of `made` wrong (or right) answers of a kind in a set, how many were stopped."""

    answers: str
    kind: str
    stopped: int
    made: int

    @property
    def rate(self) -> float:
        """The part that was stopped."""
        return self.stopped / self.made if self.made else 0.0


def table(sets: dict[str, list[Case]], kinds: Iterable[str] = KINDS) -> list[Row]:
    """Right answers stopped, then what was caught of each kind, for each set of answers."""
    rows = []
    for name, cases in sets.items():
        stopped = sum(
            bool(check(c["text"], c["evidence"], c["question"], vocabulary=c["vocabulary"]).failures)
            for c in cases
        )
        rows.append(Row(name, RIGHT, stopped, len(cases)))
        for kind in kinds:
            caught, made, _ = measure(cases, kind)
            rows.append(Row(name, kind, caught, made))
    return rows


def section() -> tuple[list[str], list[str]]:
    """The table as lines, and the bars missed; `small`: answers over small evidence, `real`: in a model's
    words over the real shop's, `words`: over small evidence, figures in words. Only answers that pass as
    they are were made wrong."""
    rows = table({"small": author_cases(), "real": real_cases()})
    rows += table({"words": word_cases()}, [*WORDS, "rank", "entity", "direction"])
    lines = [f"{'answers':8} {'kind':12} {'stopped':>7}    {'of':>5}"]
    lines += [f"{r.answers:8} {r.kind:12} {r.stopped:>7} of {r.made:>5}  {100 * r.rate:5.1f} %" for r in rows]
    right = _sum(rows, [RIGHT])
    wrong = _sum(rows, [*KINDS, *WORDS])
    lines.append(f"caught {wrong.stopped} of {wrong.made} wrong ones, {100 * wrong.rate:.1f} %")
    missed = [
        f"{100 * row.rate:.1f} % of right answers stopped ({row.answers}), at most {100 * MOST_STOPPED:.0f} %"
        for row in rows
        if row.kind == RIGHT and row.rate > MOST_STOPPED
    ]
    if wrong.rate < LEAST_CAUGHT:
        missed.append(f"{100 * wrong.rate:.1f} % of wrong ones caught, at least {100 * LEAST_CAUGHT:.0f} %")
    if right.made < ANSWERS or wrong.made < MUTATIONS:
        missed.append(f"only {wrong.made} mutations over {right.made} answers")
    return lines, missed


def _sum(rows: Iterable[Row], kinds: Iterable[str]) -> Row:
    these = [row for row in rows if row.kind in kinds]
    return Row("all", ", ".join(kinds), sum(r.stopped for r in these), sum(r.made for r in these))

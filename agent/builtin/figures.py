"""Sums over the answers before: 'how much more is that in %', 'all three together', 'which was best'."""

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.desk import Step, arguments
from agent.builtin.headlines import Figure, each_a, headlines
from agent.builtin.history import Answered, Call
from agent.builtin.pair import the_two
from agent.builtin.sums import LOW, SAID, asked
from agent.builtin.write import words
from agent.builtin.write.restriction import phrase
from agent.builtin.write.scope import said_of
from agent.reading.result import Rank, Reading
from knowledge.metrics import Definitions
from tools.warehouse.periods import words as days
from tools.warehouse.request import Filter, MetricRequest, Period

DAY_ONE = dt.date.min
STEPS = {r"month": "month", r"week": "week", r"quarter": "quarter", r"da[iy]": "date"}


def computed(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Step | list[str] | None:
    """The look-up or the sentences that such a question needs; None where it is another question or the
    earlier answers hold too few figures."""
    kind = asked(reading.question)
    if not kind or not past:
        return None
    if kind == "change":
        return _change(reading, past, definitions)
    last = past[0][0]
    if kind == "total" and last.by and all(definitions.dimensions[b].kind == "time" for b in last.by):
        # All the steps of the course before, in one.
        return _step(reading, last.model_copy(update={"by": [], "order_by": None, "limit": None, "add": []}))
    figures = _meant(reading.question, headlines(past))
    if len(figures) < 2:
        return _ranked(reading, past, definitions) if kind == "best" else None
    stepwise = next((step for words, step in STEPS.items() if re.search(words, reading.question, re.I)), "")
    if kind == "mean" and stepwise and not each_a(stepwise, figures):
        # Only where each of the months was asked for; of anything else the course has to be looked up.
        return None
    if kind == "total":
        return _total(reading, figures, definitions)
    return _mean(figures, definitions) if kind == "mean" else _best(reading.question, figures, definitions)


def _meant(question: str, figures: list[Figure]) -> list[Figure]:
    """The last two, three ... of the figures, as the question says; all where it names no number."""
    number = next((n for word, n in SAID.items() if re.search(rf"\b{word}\b", question, re.I)), len(figures))
    return figures[:number]


def _change(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Step | list[str] | None:
    """The last figure against the one before it; an answer that compared already is given again."""
    if past[0][0].compare:
        in_money = re.search(r"\$|\bdollars?\b|\busd\b", reading.question, re.I)
        paid = definitions.metrics[past[0][0].metrics[0]].unit == "usd"
        money = {"metrics": ["sales"], "order_by": None} if in_money and not paid else {}
        return _step(reading, past[0][0].model_copy(update=money))
    figures = headlines(past)[:2]
    if len(figures) < 2:
        pair = the_two(past)
        return _step(reading, pair.request) if pair else None
    now, then = figures
    if now.request.model_copy(update={"period": then.request.period}) == then.request:
        first, second = sorted(
            (then.request.period, now.request.period), key=lambda p: p.start if p else DAY_ONE
        )
        return _step(reading, now.request.model_copy(update={"period": second, "compare": first}))
    unit = definitions.metrics[now.request.metrics[0]].unit
    gap = now.value - then.value
    size = words.figure(abs(gap), "points" if unit == "percent" else unit)
    rate = f" ({words.percent(abs(gap / then.value))})" if then.value > 0 and unit != "percent" else ""
    more = "more" if gap > 0 else "less"
    return [
        f"{_named(now, definitions)} {_marks([now])} is {size}{rate} {more} than "
        f"{_named(then, definitions)} {_marks([then])}."
    ]


def _total(reading: Reading, figures: Sequence[Figure], definitions: Definitions) -> Step | list[str] | None:
    """One figure for all, computed anew: whoever is in two of them counts once."""
    whole = _together([f.request for f in figures])
    if whole is not None:
        return _step(reading, whole)
    metric = definitions.metrics[figures[0].request.metrics[0]]
    if metric.additive != "all":
        return [f"These cannot be added up: {metric.label.lower()} of one may count in another, too."]
    total = words.figure(sum(f.value for f in figures), metric.unit)
    return [f"Together that is {total} {_marks(figures)}."]


def _mean(figures: Sequence[Figure], definitions: Definitions) -> list[str]:
    metric = definitions.metrics[figures[0].request.metrics[0]]
    mean = words.figure(sum(f.value for f in figures) / len(figures), metric.unit)
    parts = words.listed([f"{_named(f, definitions)} {_marks([f])}" for f in reversed(figures)])
    return [f"The average of {parts} is {mean} {_marks(figures)}."]


def _best(question: str, figures: Sequence[Figure], definitions: Definitions) -> list[str]:
    """The highest or lowest of the figures, then the others in that order."""
    low = LOW.search(question) is not None
    ordered = sorted(figures, key=lambda f: f.value, reverse=not low)
    metric = definitions.metrics[figures[0].request.metrics[0]]
    first = words.sentence(
        f"{metric.label} {'were' if metric.label.endswith('s') else 'was'} {'lowest' if low else 'highest'}"
        f"{_what(ordered[0], definitions)}: {words.figure(ordered[0].value, metric.unit)}",
        ordered[0].evidence["id"],
    )
    others = words.listed([f"{_named(f, definitions)} {_marks([f])}" for f in ordered[1:]])
    return [f"{first} Then come {others}."]


def _ranked(reading: Reading, past: Sequence[Answered], definitions: Definitions) -> Step | None:
    """'Which of the three did best' after several figures of each: all in rows, by what was said last."""
    asked, last = [], past[0][0]
    for request, _ in past:
        if request.metrics != last.metrics or request.by or request.compare:
            break
        asked += [request] if request not in asked else []
    number = next((n for word, n in SAID.items() if re.search(rf"\b{word}\b", reading.question, re.I)), None)
    asked = asked[:number]
    whole = _merged_values(asked) if len(asked) > 1 else None
    if whole is None:
        return None
    varied = next(f.dimension for f in whole.filters if f not in last.filters)
    down = LOW.search(reading.question) is None
    rows = {"by": [varied], "order_by": last.metrics[-1], "descending": down}
    step = _step(reading, whole.model_copy(update=rows))
    return replace(step, reading=replace(step.reading, shape="ranking", rank=Rank(down)))


def _together(requests: Sequence[MetricRequest]) -> MetricRequest | None:
    """One request over all of them, where they differ in their days alone or in the values of one filter."""
    last = requests[0]
    if any(r.filters != last.filters or r.customers != last.customers for r in requests):
        return _merged_values(requests)
    stretches = sorted((r.period for r in requests if r.period), key=lambda p: p.start)
    if len(stretches) < len(requests):
        return None
    joined = all(b.start - a.end == dt.timedelta(days=1) for a, b in itertools.pairwise(stretches))
    if not joined:
        return None
    start, end = stretches[0].start, stretches[-1].end
    return last.model_copy(update={"period": Period(start=start, end=end, label=days(start, end))})


def _merged_values(requests: Sequence[MetricRequest]) -> MetricRequest | None:
    last = requests[0]
    shared = [f for f in last.filters if all(f in r.filters for r in requests)]
    own = [[f for f in r.filters if f not in shared] for r in requests]
    alike = all(
        len(o) == 1 and o[0].op == "in" and o[0].dimension == own[0][0].dimension for o in own if own[0]
    )
    same_days = all(r.period == last.period and r.customers == last.customers for r in requests)
    if not own[0] or not alike or not same_days or any(not o for o in own):
        return None
    values = list(dict.fromkeys(v for o in reversed(own) for v in o[0].values))
    merged = Filter(dimension=own[0][0].dimension, values=values)
    return last.model_copy(update={"filters": [*shared, merged]})


def _step(reading: Reading, request: MetricRequest) -> Step:
    # Its words ask for a sum and not whether something rose.
    plain = replace(reading, question="", capability=[], unknown=[], share=False, shape="value", summary=None)
    return Step(Call("query_metric", arguments(request)), plain, request)


def _named(figure: Figure, definitions: Definitions) -> str:
    """'$379,998 in March 2017', '$8,726 of Beers/Ales'."""
    unit = definitions.metrics[figure.request.metrics[0]].unit
    return f"{words.figure(figure.value, unit)}{_what(figure, definitions)}"


def _what(figure: Figure, definitions: Definitions) -> str:
    period = figure.request.period
    when = said_of(period.label or words.days(period.start, period.end)) if period else ""
    return f"{phrase(figure.request.filters, definitions)}{when}"


def _marks(figures: Sequence[Figure]) -> str:
    return " ".join(f"[{f.evidence['id']}]" for f in figures)

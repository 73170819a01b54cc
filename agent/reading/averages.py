"""'Average' that no metric's name explains: over groups, per day, or per one of something."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Choice, Reading
from agent.reading.usual_day import against_usual_day, described_weekday, rate_per_day


def averaged(s: Sentence, r: Reading, definitions: Any) -> None:
    """'average' that no metric's name explains: over the groups asked for, or a question of per what."""
    summary = next((x.target.split(":")[1] for x in s.links if x.target.startswith("summary:")), None)
    if summary is None:
        if any(x.kind == "metric" and s.tokens[x.first].norm == "average" for x in s.links) and _per_step(
            s, r, None, definitions
        ):
            r.summary = (
                "mean"  # "average orders per store per week", where the average is in the figure's name
            )
        return
    if any(x.target == "spread:median" for x in s.links):
        return  # "the typical (median) spend" is the median alone
    at = next(p for p, x in enumerate(s.links) if x.target.startswith("summary:"))
    words = s.words(s.links[at])
    told = s.following(at)
    if told is not None and told.kind == "dimension" and definitions.dimensions[told.target].order:
        r.capability.append(("statistic", f"{words} {s.words(told)}"))  # "average age": bands have no mean
        return
    ahead = s.before(at)
    if against_usual_day(s, r, at, definitions):
        return
    if ahead is not None and ahead.kind == "compare" and (r.period or r.filters):
        r.unknown.append(f"{words} {s.words(told)}" if told is not None else words)  # "vs a normal week"
        return
    if _per_step(s, r, at, definitions):
        r.summary = "mean"
        return
    if not r.metrics and r.refers_back and s.previous is not None:
        over = r.by or ([] if s.previous.compare or r.share else s.previous.by)
        if over and definitions.metrics[s.previous.metrics[0]].ratio is None:
            r.summary = "mean"  # "and the average per month", of the figure before
    if not r.metrics or all(_is_mean(definitions.metrics[m]) for m in r.metrics):
        return
    base = r.metrics[0]
    if described_weekday(s, at) is not None and not r.by and (per_day := rate_per_day(base, definitions)):
        r.metrics = [per_day, *r.metrics[1:]]  # "orders on an average monday"
        return
    behind = {s.words(x) for x in s.links[at + 1 : at + 4]}
    if behind & {"value", "amount", "worth"} and base in (*s.counts, *s.singles):
        per_one = [m.name for m in definitions.metrics.values() if m.ratio is not None
                   and (m.ratio.numerator, m.ratio.denominator) == ("sales", base)]  # fmt: skip
        if per_one:
            r.metrics = [per_one[0], *r.metrics[1:]]
            return
    if (named := _by_other_words(s, base)) and named in definitions.metrics:
        ratio = definitions.metrics[named].ratio
        under = {m for m in r.metrics if ratio and _same_count(m, ratio.denominator, definitions)}
        r.metrics = [named, *(m for m in r.metrics[1:] if m not in under)]
        return
    each = s.following(at)
    if r.baskets and (per_order := _per_order(base, definitions)):
        r.metrics = [per_order, *r.metrics[1:]]
        return
    if r.customers or (each is not None and _is_people(each, definitions)):
        r.metrics[0] = next((m.name for m in definitions.metrics.values() if m.ratio is not None
                             and (m.ratio.numerator, m.ratio.denominator) == (base, "customers")
                             and not m.ratio.denominator_without), base)  # fmt: skip
        alone = not (r.by or r.rank or r.compare or r.share or r.tool) and base != "customers"
        if r.metrics[0] == base and alone and definitions.metrics[base].unit == "count":
            # "how many categories an average customer buys": counted for each customer
            r.tool, r.metrics = "measure_spread", [base]
            r.wants, r.leads = {"metric": base, "per": "customer"}, ["mean", "median"]
        return
    timed = any(definitions.dimensions[f.dimension].group == "time" for f in r.filters) and not r.by
    if timed and (per_day := rate_per_day(base, definitions)):  # "visits on a normal sunday"
        r.metrics = [per_day, *r.metrics[1:]]
        return
    over = [d for d in r.by if d in definitions.dimensions]
    steps = [d for d in over if definitions.dimensions[d].kind == "time"]
    if steps and len(over) > 1:
        # "average daily sales by department": one mean over days and departments is none of either
        if steps == ["date"] and (per_day := rate_per_day(base, definitions)):
            r.metrics, r.by = [per_day, *r.metrics[1:]], [d for d in r.by if d != "date"]
        elif not r.rank:
            r.unknown.append(words)
        return
    if over and not r.rank:
        r.summary = "mean"
        return
    per = [m for m in definitions.metrics.values() if m.ratio is not None and m.ratio.numerator == base
           and not m.ratio.denominator_without and m.unit != "percent"]  # fmt: skip
    if per:
        best = per[0]
        under = {m for m in r.metrics[1:] if _same_count(m, best.ratio.denominator, definitions)}
        r.metrics = [best.name, *(m for m in r.metrics[1:] if m not in under)]
        if len(per) > 1 and not under:
            r.choices.append(
                Choice(f"{words} {base}", tuple(m.name for m in per[:4]), tuple(m.label for m in per[:4]))
            )
    elif rate := _rate(base, definitions):
        r.metrics = [rate, *r.metrics[1:]]  # "the average loyalty discount on chips"
    else:
        r.summary = "mean"


def _is_mean(metric: Any) -> bool:
    """Whether a figure is a mean itself: the average basket, the days between orders."""
    return metric.ratio is not None or "mean(" in (metric.expression or "")


def _rate(base: str, definitions: Any) -> str:
    """The share of something that a figure in dollars is: the loyalty discount rate."""
    return next((m.name for m in definitions.metrics.values() if m.ratio is not None and m.unit == "percent"
                 and m.ratio.numerator == base and definitions.metrics[base].unit == "usd"), "")  # fmt: skip


def _per_step(s: Sentence, r: Reading, at: int | None, definitions: Any) -> bool:
    """'Average weekly sales', 'visits in a typical month', 'average orders per store per week': one mean over
    steps of time, where 'average basket by week' is a course. A figure per order is no more in a week than
    in a day, so that its mean over weeks is asked for by 'average weekly' alone."""
    if (
        len(r.by) != 1
        or definitions.dimensions[r.by[0]].kind != "time"
        or r.rank
        or r.compare
        or not r.metrics
    ):
        return False
    place = next((p for p, x in enumerate(s.links) if x.kind == "dimension" and x.target == r.by[0]), None)
    if place is None:
        return False
    if at is not None and place == at + 1:
        return True
    marker = s.before(place)
    if s.words(s.links[place]).startswith("by ") or (
        marker is not None and s.words(marker) in ("by", "split by", "broken down by")
    ):
        return False
    ratio = definitions.metrics[r.metrics[0]].ratio
    return ratio is None or ratio.denominator in s.counts


def _per_order(base: str, definitions: Any) -> str:
    """The ratio of a figure to the number of orders."""
    return next((m.name for m in definitions.metrics.values() if m.ratio is not None
                 and m.ratio.numerator == base and m.ratio.denominator.startswith("orders")), "")  # fmt: skip


def _same_count(one: str, other: str, definitions: Any) -> bool:
    """Whether two figures count the same things, one perhaps only some: orders and orders with goods."""
    first, second = (definitions.metrics[m].expression or m for m in (one, other))
    return str(first).split(",")[0].rstrip(")") == str(second).split(",")[0].rstrip(")")


def _by_other_words(s: Sentence, base: str) -> str | None:
    """The metric that "average" with the same noun names: 'typical spend' is 'average spend'."""
    beside = {p + 1 for p, x in enumerate(s.links) if x.target.startswith("summary:")}
    beside |= {p + 1 for p in beside if p < len(s.links) and s.is_plain(s.links[p])}
    near = [x for p, x in enumerate(s.links) if p in beside]
    keys = [x.data for x in near if x.kind == "metric" and x.target == base and isinstance(x.data, tuple)]
    for key in keys:
        for term in s.lexicon.terms.get(("average", *key), ()):
            if term.kind == "metric":
                return term.name
    return None


def _is_people(link: Link, definitions: Any) -> bool:
    if link.kind == "value":
        return bool(definitions.dimensions[link.data[0].dimension].group == "customer") if isinstance(
            link.data, list) else False  # fmt: skip
    return link.target in ("subject", "customers", "customer")

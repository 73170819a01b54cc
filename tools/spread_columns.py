"""The columns and facts of a spread: what each figure is called, and its unit."""

from knowledge.metrics import Dimension, Metric
from tools.companions import fact
from tools.evidence import Column, Fact, Unit, Value
from tools.warehouse import spread
from tools.wording import lower_first, totalled


def columns(rows: list[dict[str, Value]], metric: Metric, unit: Dimension) -> list[Column]:
    """A column for each name of the rows."""
    each, many, label_ = one(unit), unit.plural.capitalize(), lower_first(metric.label)
    known: dict[str, Column] = {
        "tenth": {"name": "tenth", "label": f"Tenth of {unit.plural}", "unit": "text", "role": "dimension"},
        "bin": {"name": "bin", "label": f"{metric.label} per {each}", "unit": "text", "role": "dimension"},
        "units": {"name": "units", "label": many, "unit": "count", "role": "metric", "additive": True},
        "share_of_units": {
            "name": "share_of_units", "label": f"Share of {unit.plural}", "unit": "percent", "role": "metric",
            "kind": "share", "additive": True,
        },
        "low": {"name": "low", "label": f"Lowest {label_}", "unit": metric.unit, "role": "metric"},
        "high": {"name": "high", "label": f"Highest {label_}", "unit": metric.unit, "role": "metric"},
        "mean": {
            "name": "mean", "label": f"Mean {label_} per {each}", "role": "metric",
            "unit": _mean_unit(metric),
        },
        "total": {
            "name": "total", "label": metric.label, "unit": metric.unit, "role": "metric",
            "metric": metric.name, "additive": True,
        },
        "share": {
            "name": "share", "label": f"Share of {label_}", "unit": "percent", "role": "metric",
            "metric": metric.name, "kind": "share", "additive": True,
        },
    }  # fmt: skip
    return [known[name] for name in rows[0]]


def facts(figures: dict[str, Value], metric: Metric, unit: Dimension, shares: bool) -> list[Fact]:
    """Where the middle lies, how far it spreads, and (with `shares`) how much the largest have."""
    each, many, of = one(unit), unit.plural, lower_first(metric.label)
    mean_unit = _mean_unit(metric)
    facts = [
        fact("units", unit.plural.capitalize(), figures["n"], "count"),
        fact("median", f"Median {of} per {each}", figures["median"], mean_unit),
        fact("mean", f"Mean {of} per {each}", figures["mean"], mean_unit),
        fact("q1", f"First quartile of {of} per {each}", figures["q1"], mean_unit),
        fact("q3", f"Third quartile of {of} per {each}", figures["q3"], mean_unit),
        fact("p10", f"10th percentile of {of} per {each}", figures["p10"], mean_unit),
        fact("p90", f"90th percentile of {of} per {each}", figures["p90"], mean_unit),
        fact("lowest", f"Lowest {of} of one {each}", figures["lowest"], metric.unit),
        fact("highest", f"Highest {of} of one {each}", figures["highest"], metric.unit),
        fact("sd", f"Standard deviation of {of} per {each}", figures["sd"], mean_unit),
    ]
    if figures["unnamed"] and metric.ratio is None:
        without = f"{metric.label} without a recorded {unit.label.lower()}"
        facts.append(fact("unnamed", without, figures["unnamed_value"], metric.unit))
    if not shares:
        return facts
    facts.append(fact("total", totalled(metric.label), figures["total"], metric.unit))
    for top in spread.TOPS:
        label_ = f"Share of {of} from the top {top:.0%} of {many}"
        facts.append(fact(f"top_{top * 100:.0f}", label_, figures[f"top_{top * 100:.0f}"], "percent"))
    for part in spread.WHOLES:
        needed = figures[f"for_{part * 100:.0f}"]
        label_ = f"{unit.plural.capitalize()} that make {part:.0%} of {of}"
        facts.append(fact(f"for_{part * 100:.0f}", label_, needed, "count"))
        share = number(needed) / number(figures["n"])
        facts.append(
            fact(
                f"for_{part * 100:.0f}_share",
                f"Share of {many} that make {part:.0%} of {of}",
                share,
                "percent",
            )
        )
    return [*facts, fact("gini", f"Gini coefficient of {of} over {many}", figures["gini"], "ratio")]


def _mean_unit(metric: Metric) -> Unit:
    """A mean of counts is no count."""
    return "ratio" if metric.unit == "count" else metric.unit


def one(unit: Dimension) -> str:
    """One unit in words: 'order', 'customer', 'day'."""
    return "order" if unit.name == "order" else unit.label.lower()


def number(value: Value) -> float:
    """A figure of the database; nothing counts as zero."""
    return float(str(value or 0))

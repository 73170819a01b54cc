"""What can be asked of this shop, as a model reads it: short enough to stand in every prompt."""

from collections.abc import Sequence
from itertools import groupby

from knowledge.metrics import Definitions, Dimension
from tools.warehouse.values import DimensionValue

VALUES_LISTED = 40
VALUES_SHOWN = 16
"""Of dimensions with up to VALUES_LISTED values, the first are named; of others, none."""


def metrics(definitions: Definitions) -> str:
    """A line for each metric (name, unit, meaning), under a line that says what it can be cut by.

    The label is told where it is not the name, and of the meaning what comes before a semicolon; the rest is
    in describe_data.
    """
    reach: dict[tuple[str, ...], list[str]] = {}
    for m in definitions.metrics.values():
        groups = {definitions.dimensions[name].group for name in definitions.dimensions_of(m.name)}
        label = "" if m.label.lower() == m.name.replace("_", " ") else f"{m.label}, "
        line = f"- {m.name} ({label}{m.unit}): {_first_part(m.meaning)}"
        reach.setdefault(tuple(sorted(groups)), []).append(line)
    widest = sorted(reach, key=lambda groups: (-len(reach[groups]), groups))
    heads = {g: f"By {', '.join(g)}:" if g else "For the whole shop only:" for g in widest}
    return "\n".join(line for groups in widest for line in [heads[groups], *reach[groups]])


def dimensions(definitions: Definitions, values: Sequence[DimensionValue] = ()) -> str:
    """A line for each dimension under its group, with what comes first of its meaning, and its values where
    they are few.

    `values` are those in the data, largest sales first, for dimensions whose definition lists none.
    """
    stored: dict[str, list[str]] = {}
    for v in values:
        stored.setdefault(v.dimension, []).append(v.value)
    ordered = sorted(definitions.dimensions.values(), key=lambda d: d.group)
    lines = []
    for group, members in groupby(ordered, key=lambda d: d.group):
        lines.append(f"{group.capitalize()}:")
        lines += [
            f"- {d.name}: {_first_part(d.meaning)}.{_values(d, stored.get(d.name, []))}" for d in members
        ]
    return "\n".join(lines)


def absent(definitions: Definitions) -> str:
    """A line for each thing that the shop does not record, with the nearest that can be answered."""
    return "\n".join(f"- {a.topic}: {a.nearest}" for a in definitions.absent)


def _first_part(meaning: str) -> str:
    return meaning.partition(";")[0].rstrip(".")


def _values(dimension: Dimension, stored: list[str]) -> str:
    values = [str(v) for v in (dimension.order or dimension.labels.values())] or stored
    if not 0 < len(values) <= VALUES_LISTED:
        return ""
    more = f" and {len(values) - VALUES_SHOWN} more" if len(values) > VALUES_SHOWN else ""
    return f" Values: {'; '.join(values[:VALUES_SHOWN])}{more}."

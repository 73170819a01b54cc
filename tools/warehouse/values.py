"""The values that a person may name, with the words people use for what the catalogue writes cryptically."""

import re
from functools import lru_cache
from typing import NamedTuple, TypeVar, get_args

from rapidfuzz import fuzz, process, utils

from knowledge.metrics import Deed, Definitions, Dimension
from tools.errors import ToolError
from tools.warehouse.connection import Warehouse
from tools.warehouse.frames import columns_of
from tools.warehouse.request import Filter, Selection

AnySelection = TypeVar("AnySelection", bound=Selection)


class DimensionValue(NamedTuple):
    """A value of a dimension, what people may call it (lower case), and its sales in the data."""

    dimension: str
    value: str
    aliases: tuple[str, ...]
    weight: float


def value_index(warehouse: Warehouse, definitions: Definitions) -> list[DimensionValue]:
    """Every value of the linkable dimensions, largest sales first; kept for each version of the data."""
    return list(_index(warehouse, warehouse.data_version, definitions))


def with_known_values(
    selection: AnySelection, warehouse: Warehouse, definitions: Definitions
) -> AnySelection:
    """The selection with filter values as the data writes them (grocery -> GROCERY, gas -> Fuel).

    Raises ToolError, with the nearest values, for one that does not occur.
    """
    index = _index(warehouse, warehouse.data_version, definitions)

    def corrected(filters: list[Filter] | None) -> list[Filter] | None:
        return None if filters is None else [_corrected(f, definitions, index) for f in filters]

    sets = [
        s.model_copy(update={deed: corrected(getattr(s, deed)) for deed in get_args(Deed)})
        for s in selection.customers
    ]
    chosen = {
        "filters": corrected(selection.filters),
        "any_of": [corrected(group) for group in selection.any_of],
        "customers": sets,
        "baskets": [b.model_copy(update={"holding": corrected(b.holding)}) for b in selection.baskets],
    }
    return selection.model_copy(update=chosen)


def nearest_values(
    text: str, index: list[DimensionValue] | tuple[DimensionValue, ...], limit: int = 8, cutoff: float = 70
) -> list[DimensionValue]:
    """The values whose name or alias looks most like a text, best first."""
    names = [(name, entry) for entry in index for name in (entry.value.lower(), *entry.aliases)]
    found = process.extract(
        text.lower(),
        [name for name, _ in names],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit * 6,
        score_cutoff=cutoff,
    )
    ranked = sorted(found, key=lambda hit: (-round(hit[1]), -names[hit[2]][1].weight))
    best = dict.fromkeys(names[place][1] for _, _, place in ranked)
    return list(best)[:limit]


@lru_cache(maxsize=4)
def _index(warehouse: Warehouse, data_version: str, d: Definitions) -> tuple[DimensionValue, ...]:
    taken = {word.lower() for m in d.metrics.values() for word in (m.label, *m.synonyms)}
    taken |= {word.lower() for x in d.dimensions.values() for word in (x.label, *x.synonyms)}
    linkable = [x for x in d.dimensions.values() if x.linkable and x.kind == "category"]
    entries = []
    for (name, value), weight in _weights(warehouse, linkable).items():
        spoken = [w.lower() for w, meant in d.dimensions[name].values_synonyms.items() if meant == [value]]
        words = [*spoken, *(w for w in aliases(value, d.abbreviations) if w not in taken)]
        entries.append(DimensionValue(name, value, tuple(dict.fromkeys(words)), weight))
    return tuple(sorted(entries, key=lambda e: (-e.weight, e.dimension, e.value)))


def _weights(warehouse: Warehouse, dimensions: list[Dimension]) -> dict[tuple[str, str], float]:
    """(dimension, value) -> sales, 0 where the table does not belong to a sale alone; one scan per table."""
    found: dict[tuple[str, str], float] = {}
    stored: dict[str, list[Dimension]] = {}
    for dimension in dimensions:
        if dimension.labels or (dimension.order and not dimension.column.isidentifier()):
            found |= {(dimension.name, str(value)): 0.0 for value in dimension.order}
        else:
            stored.setdefault(dimension.table, []).append(dimension)
    for table, members in stored.items():
        columns = ", ".join(_column(m) for m in members)
        key = {"products": "product_id", "customers": "customer_id"}.get(table)
        sold = f"(SELECT {key}, sum(net_sales) AS sold FROM order_lines GROUP BY 1)"
        source = f"{table} LEFT JOIN {sold} USING ({key})" if key else f"(SELECT *, 0 AS sold FROM {table})"
        sql = f"SELECT {columns}, sum(sold) FROM {source} GROUP BY ALL"
        for *values, weight in warehouse.run(sql, max_rows=1_000_000).rows:
            for member, value in zip(members, values, strict=True):
                if value is not None:
                    place = (member.name, str(value))
                    found[place] = found.get(place, 0.0) + float(weight or 0)
    return found


def _column(dimension: Dimension) -> str:
    """The one column of its table that a dimension shows."""
    (found,) = {name for _, name in columns_of(dimension)}
    return found


def aliases(value: str, abbreviations: dict[str, str]) -> list[str]:
    """People's words for a catalogue value: clipped words written out, alternatives apart, order undone.

    'FRZN VEGETABLE/VEG DSH' gives 'frozen vegetable vegetable dish', 'frozen vegetable', 'vegetable dish';
    'WATER - CARBONATED' also 'carbonated water'.
    """
    text = re.sub(r"\(.*", "", value.lower()).replace("&", " and ")
    parts = [_written_out(part, abbreviations) for part in re.split(r"[/,;]", text)]
    names = [" ".join(p for p in parts if p), *(p for p in parts if len(p) > 3)]
    if " - " in text and "/" not in text:
        names.append(_written_out(" ".join(reversed(text.split(" - "))), abbreviations))
    dull = {"miscellaneous", "other", "all", "and", "items", value.lower()}
    return [name for name in dict.fromkeys(names) if name not in dull]


def _written_out(text: str, abbreviations: dict[str, str]) -> str:
    words = re.findall(r"[a-z0-9%'+]+", text)
    return " ".join(abbreviations.get(word, word) for word in words).removesuffix(" and").removeprefix("and ")


def _corrected(f: Filter, d: Definitions, index: tuple[DimensionValue, ...]) -> Filter:
    dimension = d.dimensions.get(f.dimension)
    if dimension is None or f.op not in ("in", "not_in") or dimension.kind != "category":
        return f
    if not dimension.linkable:
        return f
    own = [entry for entry in index if entry.dimension == f.dimension]
    values: list[str | int | float] = []
    for wanted in f.values:
        values += _as_written(str(wanted), dimension, own)
    return f.model_copy(update={"values": list(dict.fromkeys(values))})


def _as_written(wanted: str, dimension: Dimension, own: list[DimensionValue]) -> list[str | int]:
    text = wanted.strip().lower()
    exact = [entry.value for entry in own if entry.value.lower() == text]
    spoken = [v for word, v in dimension.values_synonyms.items() if word.lower() == text]
    aliased = [entry.value for entry in own if text in entry.aliases]
    if exact:
        return [exact[0]]
    if spoken:
        return spoken[0]
    if len(aliased) == 1:
        return [aliased[0]]
    near = [entry.value for entry in nearest_values(wanted, own, 5, 60)]
    hint = f"Did you mean {', '.join(near)}?" if near else f"Some are {', '.join(e.value for e in own[:12])}."
    raise ToolError(f"There is no {dimension.label.lower()} '{wanted}'. {hint}")

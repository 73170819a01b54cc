"""What a number means: metrics, dimensions and what the shop does not record, read from YAML.

Every file in `knowledge/definitions/` may hold `facts`, `metrics`, `dimensions`, `absent` and
`abbreviations`; `load_definitions` merges and checks them once. A file's `rank` says how early its
entries are listed (1 first).
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, Field, ValidationError

from knowledge.terms import (
    LOOKS_BACK,
    Absent,
    Caveat,
    Condition,
    Deed,
    Dimension,
    Fact,
    Group,
    Metric,
    Ratio,
    Status,
)

FOLDER = Path(__file__).parent / "definitions"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = [
    "LOOKS_BACK", "Absent", "Caveat", "Condition", "Deed", "DefinitionError", "Definitions", "Dimension",
    "Fact", "Group", "Metric", "Ratio", "Status", "load_definitions",
]  # fmt: skip


class DefinitionError(ValueError):
    """A definition file says something that cannot stand; names the file and the entry."""


class Definitions(BaseModel):
    """Everything that is governed. Built by `load_definitions`; treat as read-only."""

    facts: dict[str, Fact]
    metrics: dict[str, Metric]
    dimensions: dict[str, Dimension]
    absent: list[Absent]
    abbreviations: dict[str, str] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def facts_of(self, metric: str) -> set[str]:
        """Names of the facts that a metric is computed from."""
        return {str(part.fact) for part in self.parts_of(metric)}

    def fact_of(self, deed: Deed) -> Fact | None:
        """The fact whose rows are what households did, if the shop records it."""
        return next((f for f in self.facts.values() if f.deed == deed), None)

    def caveats_of(self, metric: str) -> list[Caveat]:
        """A metric's own caveats; a ratio without any has those of its parts."""
        m = self.metrics[metric]
        if m.caveats or m.ratio is None:
            return m.caveats
        return self.caveats_of(m.ratio.numerator) + self.caveats_of(m.ratio.denominator)

    def leaves_out_fuel(self, metrics: list[str]) -> bool:
        """Whether each of the metrics says by itself what it does with fuel."""
        return all(any(c.when == "fuel_in_scope" for c in self.caveats_of(m)) for m in metrics)

    def reaches(self, fact: str, dimension: str) -> bool:
        """Whether rows of a fact have a value of the dimension."""
        f, table = self.facts[fact], self.dimensions[dimension].table
        if table == "calendar" and self.dimensions[dimension].column == "week" and f.week:
            return True
        if table in ("date", "calendar"):
            return f.date is not None
        if table == "own":
            return self.dimensions[dimension].column in f.keys
        return table == f.table or table in f.joins

    def _needed(
        self, metric: str, lifted: frozenset[Group] = frozenset()
    ) -> set[tuple[str, frozenset[Group]]]:
        """The facts of a metric's parts, with the groups of dimensions that are lifted from each."""
        m = self.metrics[metric]
        if m.ratio is None:
            return {(str(m.fact), lifted)}
        under = lifted | frozenset(m.ratio.denominator_without)
        return self._needed(m.ratio.numerator, lifted) | self._needed(m.ratio.denominator, under)

    def parts_of(self, metric: str) -> list[Metric]:
        """The metrics with an expression that a metric is computed from; itself, unless it is a ratio."""
        m = self.metrics[metric]
        return self.parts_of(m.ratio.numerator) + self.parts_of(m.ratio.denominator) if m.ratio else [m]

    def follows_customers(self, metric: str) -> bool:
        """Whether a metric depends on what customers did before the period too: new, retained, lapsed."""
        return any(part.status for part in self.parts_of(metric))

    def looks_back(self, metric: str) -> bool:
        """Whether a metric sets a period beside the one before it, and so has no value without one."""
        return any(part.status in LOOKS_BACK for part in self.parts_of(metric))

    def dimensions_of(self, metric: str) -> list[str]:
        """Dimensions that a metric can be cut by: those that all of its facts reach, apart from those
        that are lifted from a part of it.

        One that follows customers has a period before only along days, weeks, months and so on: there is
        no Tuesday before all Tuesdays.
        """
        needed = self._needed(metric)
        reached = [
            d
            for d in self.dimensions.values()
            if all(d.group in lifted or self.reaches(fact, d.name) for fact, lifted in needed)
        ]
        if self.follows_customers(metric):
            reached = [d for d in reached if d.kind == "time" or d.group not in ("time", "order")]
        return [d.name for d in reached]

    def additive(self, metric: str, by: list[str]) -> bool:
        """Whether the rows of a metric grouped by these dimensions may be summed to their total."""
        over = self.metrics[metric].additive
        return over == "all" or (bool(over) and all(self.dimensions[d].group in over for d in by))


@cache
def load_definitions(folder: Path = FOLDER) -> Definitions:
    """Read and check all definition files of a folder.

    Raises DefinitionError, naming file and entry, for a malformed entry, a name or synonym given
    twice, or a reference to something that is not defined.
    """
    merged: dict[str, Any] = {"facts": {}, "metrics": {}, "dimensions": {}, "absent": [], "abbreviations": {}}
    models: dict[str, type[BaseModel]] = {"facts": Fact, "metrics": Metric, "dimensions": Dimension}
    for path, content in _files(folder):
        if unknown := set(content) - set(merged):
            raise DefinitionError(f"{path.name}: unknown section {sorted(unknown)}")
        for section, model in models.items():
            for name, entry in (content.get(section) or {}).items():
                if name in merged[section]:
                    raise DefinitionError(f"{path.name}: {section} '{name}' is defined twice")
                merged[section][name] = _entry(model, path, {"name": name, **entry})
        merged["absent"] += [_entry(Absent, path, entry) for entry in content.get("absent") or []]
        merged["abbreviations"] |= content.get("abbreviations") or {}
    definitions = Definitions(**merged)
    _check_references(definitions)
    _check_words(definitions)
    return definitions


def _files(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    read = [
        (p, yaml.load(p.read_text(encoding="utf-8"), Loader=_LOADER) or {}) for p in folder.glob("*.yaml")
    ]
    ranked = sorted(
        ((content.pop("rank", 99), path.name, path, content) for path, content in read), key=lambda r: r[:2]
    )
    return [(path, content) for _, _, path, content in ranked]


def _entry(model: type[BaseModel], path: Path, entry: dict[str, Any]) -> BaseModel:
    try:
        return model(**entry)
    except (ValidationError, SyntaxError) as error:
        name = entry.get("name") or entry.get("topic")
        raise DefinitionError(f"{path.name}: '{name}': {error}") from error


def _check_references(d: Definitions) -> None:
    for m in d.metrics.values():
        if m.fact is not None and m.fact not in d.facts:
            raise DefinitionError(f"metric '{m.name}': no fact '{m.fact}'")
        for part in (m.ratio.numerator, m.ratio.denominator) if m.ratio else ():
            if part not in d.metrics:
                raise DefinitionError(f"metric '{m.name}': no metric '{part}'")
    reached = {"date", "calendar", "own"} | {f.table for f in d.facts.values()}
    reached |= {table for f in d.facts.values() for table in f.joins}
    for dim in d.dimensions.values():
        if dim.table not in reached:
            raise DefinitionError(f"dimension '{dim.name}': no fact reaches table '{dim.table}'")


def _check_words(d: Definitions) -> None:
    if both := set(d.metrics) & set(d.dimensions):
        raise DefinitionError(f"{sorted(both)} are metrics and dimensions at once")
    for section in (d.metrics, d.dimensions):
        owner: dict[str, str] = {}
        for entry in section.values():
            for word in {w.lower() for w in [entry.label, *entry.synonyms]}:
                if owner.setdefault(word, entry.name) != entry.name:
                    raise DefinitionError(f"'{word}' means both '{owner[word]}' and '{entry.name}'")

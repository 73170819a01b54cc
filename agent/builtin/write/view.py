"""Evidence as a writer sees it: which columns group, which measure, what stands beside what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import ValidationError

from agent.builtin.requests import times
from agent.builtin.write import words
from agent.builtin.write.cells import Row
from agent.builtin.write.households import people
from knowledge.metrics import Definitions
from tools.evidence import Column, Evidence, Fact
from tools.warehouse.request import Filter, MetricRequest, Period
from tools.wording import clock

NUMBER_LIKE = re.compile(r"(under |over )?\$?\d[\d,.]*(\s?[-–]\s?\d[\d,.]*)?K?\+?", re.IGNORECASE)
"""Values that need their noun: 12, 45-54, 65+, Under 15K."""


@dataclass(frozen=True)
class View:
    """One piece of evidence and the words for its cells."""

    evidence: Evidence
    definitions: Definitions
    asked: MetricRequest | None = None
    """The request that was made, for evidence that does not carry its scope."""
    covers: Period | None = None
    """The days that the data hold: the period of a request that names none."""
    people: str = ""
    """The asker's word for customers, 'households', where it is not that."""
    introduced: bool = False
    """Whether a sentence before has said which households are meant."""

    @property
    def mark(self) -> str:
        """The evidence id that a sentence carries, e.g. 'D1'."""
        return self.evidence["id"] or "D1"

    @property
    def rows(self) -> list[Row]:
        return self.evidence["rows"]

    @cached_property
    def request(self) -> MetricRequest | None:
        """The governed request that was run, where there was one."""
        try:
            return MetricRequest.model_validate(self.evidence["scope"])
        except ValidationError:
            return self.asked

    def over(self, request: MetricRequest) -> "View":
        """The same evidence as if it were of another request: of a wider part of the shop."""
        wider: Evidence = {**self.evidence, "scope": request.model_dump(mode="json")}
        return replace(self, evidence=wider)

    @cached_property
    def dimensions(self) -> list[Column]:
        return [c for c in self.evidence["columns"] if c["role"] == "dimension"]

    @cached_property
    def metrics(self) -> list[Column]:
        """The columns that hold a metric's own value."""
        return [
            c for c in self.evidence["columns"] if c["role"] == "metric" and c.get("kind", "value") == "value"
        ]

    def label(self, column: Column) -> str:
        """The measure's name, without the period that a comparison's column carries, and with the asker's own
        word for customers."""
        metric = self.definitions.metrics.get(column.get("metric", column["name"]))
        label = metric.label if metric and column.get("kind", "value") == "value" else column["label"]
        if not self.people:
            return label
        said = re.sub(r"\bCustomers", self.people.capitalize(), label)
        said = re.sub(r"\bcustomers", self.people, said)
        return re.sub(r"\bcustomer\b", self.people.removesuffix("s"), said)

    @property
    def time(self) -> Column | None:
        """The dimension that runs over time, if the rows do."""
        steps = times(self.definitions)
        return next((c for c in self.dimensions if c["name"] in steps), None)

    @cached_property
    def partial(self) -> set[str]:
        """The periods that the data hold only in part, as the tool's warnings name them, and the first of all
        where the figure rests on what customers did before."""
        said = " ".join(w for w in self.evidence["warnings"] if "not whole" in w)
        time = self.time
        if time is None:
            return set()
        first = min((str(r[time["name"]]) for r in self.rows), default="")
        begins = self.covers and first.startswith(f"{self.covers.start:%Y-%m}")
        asked = self.request.metrics if self.request else []
        if begins and any(self.definitions.follows_customers(m) for m in asked):
            return {first}
        return {str(r[time["name"]]) for r in self.rows} & set(re.findall(r"[\w-]+", said))

    def beside(self, metric: Column, kind: str) -> Column | None:
        """The column of this kind (before, change, change_pct, share) for the same metric."""
        name = metric.get("metric", metric["name"])
        return next(
            (
                c
                for c in self.evidence["columns"]
                if c.get("kind") == kind and c.get("metric", "") == name and c["role"] == "metric"
            ),
            None,
        )

    def cell(self, row: Row, column: Column) -> str:
        """A cell in words."""
        return words.figure(row.get(column["name"]), column["unit"])

    def fuel(self, row: Row) -> str:
        """The tool's remark that a row is fuel though its name does not say so; empty where there is none."""
        head = f"{self.name(row)} is "
        remarks = (w for w in self.evidence["warnings"] if w.startswith(head) and w.endswith("fuel."))
        return next(remarks, "")

    def name(self, row: Row) -> str:
        """What a row is about: its group, in words."""
        described = [self.definitions.dimensions.get(c["name"]) for c in self.dimensions]
        if len(described) > 1 and all(d and d.group == "customer" and d.kind != "id" for d in described):
            known = [Filter(dimension=c["name"], values=[str(row[c["name"]])]) for c in self.dimensions]
            return people(known, self.definitions)
        return ", ".join(self.group(row, c) for c in self.dimensions)

    def group(self, row: Row, column: Column) -> str:
        """One dimension's value in words; a bare number gets its noun ('week 12', 'store 367')."""
        value = row.get(column["name"])
        dimension = self.definitions.dimensions.get(column["name"])
        if value is None:
            return f"no {column['label'].lower()} recorded"
        if dimension and (named := dimension.labels.get(str(value).lower())):
            return named
        if dimension and dimension.name == "brand":
            return "private label" if value == "Private" else f"{value} brands"
        if isinstance(value, bool):
            return column["label"] if value else f"not {column['label'].lower()}"
        if dimension and dimension.kind == "time" and not str(value).isdigit():
            return words.date(str(value), dimension.name)
        if dimension and dimension.name == "hour":
            return clock(value)
        if dimension and dimension.group == "customer" and dimension.kind != "id":
            return people([Filter(dimension=dimension.name, values=[str(value)])], self.definitions)
        if NUMBER_LIKE.fullmatch(str(value)):
            return f"{column['label'].lower()} {value}{self._about(row)}"
        return words.readable(value)

    def _about(self, row: Row) -> str:
        """What describes a row of a bare number, in brackets: ' (Bananas)'."""
        first = next((c for c in self.evidence["columns"] if c["role"] == "about"), None)
        said = row.get(first["name"]) if first else None
        return f" ({words.readable(said)})" if said is not None else ""

    def at(self, row: Row, column: Column) -> str:
        """A time value with its preposition: 'in March 2017', 'on 1 December 2017', 'at 5 pm'."""
        how = {"date": "on", "weekday": "on", "hour": "at"}.get(column["name"], "in")
        return f"{how} {self.group(row, column)}"

    @property
    def of_people(self) -> bool:
        """Whether the rows are kinds of households: their ages, incomes, sizes."""
        known = (self.definitions.dimensions.get(c["name"]) for c in self.dimensions)
        return any(d is not None and d.group == "customer" and d.kind != "id" for d in known)

    @property
    def timed(self) -> bool:
        """Whether every metric depends on the period."""
        asked = self.request.metrics if self.request else []
        facts = [f for m in asked for f in self.definitions.facts_of(m)]
        return bool(facts) and all(self.definitions.facts[f].date for f in facts)

    def plural(self, column: Column, number: int) -> str:
        """The dimension's noun after a number: '31 departments'."""
        dimension = self.definitions.dimensions.get(column["name"])
        if number == 1 or dimension is None:
            return column["label"].lower()
        return dimension.plural.lower()

    def measured(self, metric: Column) -> list[Row]:
        """The rows that have a value for the metric."""
        return [r for r in self.rows if isinstance(r.get(metric["name"]), int | float)]

    def fact(self, *names: str) -> Fact | None:
        """The first fact there is by one of these names."""
        by_name = {f["name"]: f for f in self.evidence["facts"]}
        return next((by_name[n] for n in names if n in by_name), None)


def bullets(lines: Sequence[str]) -> str:
    """The lines as a list."""
    return "\n".join(f"- {line}" for line in lines)

"""What is known of one shop before a question is read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from agent.reading.bands import ages_of
from agent.reading.context import counted
from agent.reading.days import Days
from agent.reading.lexicon import build
from agent.reading.ratios import ratios_of
from agent.reading.spelling import vocabulary_of
from agent.reading.values import declared_values


class Known:
    """The words, values, dimensions and days of one shop; built once per data version."""

    def __init__(
        self, definitions: Any, values: Iterable[Any], first_day: dt.date, last_day: dt.date,
        campaigns: Mapping[int, tuple[dt.date, dt.date]] | None = None,
    ) -> None:  # fmt: skip
        self.definitions = definitions
        self.campaigns = campaigns or {}
        self.days = Days(first_day, last_day)
        self.lexicon = build(definitions, values)
        self.vocabulary = vocabulary_of(self.lexicon)
        self.declared = declared_values(definitions, self.lexicon)
        self.counts = counted(definitions)
        self.people = frozenset(d.name for d in definitions.dimensions.values() if d.group == "customer")
        self.singles = counted(definitions, spoken=False)
        self.ratios = ratios_of(definitions)
        self.columns = {d.name: d.column for d in definitions.dimensions.values()}
        self.two_valued = frozenset(d.name for d in definitions.dimensions.values() if len(d.order) == 2)
        self.ages = ages_of(definitions)
        self.abbreviations: dict[str, str] = getattr(definitions, "abbreviations", {})

"""Reads a question: links its words, settles what they mean together, and says what it did not understand."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from agent.reading.as_of import today_told
from agent.reading.audience import name_the_audience
from agent.reading.before import before_them
from agent.reading.bound_after import bound_after, held_against
from agent.reading.campaign_time import in_days
from agent.reading.carried import numbers_as_ids
from agent.reading.context import Sentence
from agent.reading.counting import name_the_counted
from agent.reading.cover import cover
from agent.reading.defined import settle_own_bounds
from agent.reading.doubtful import settled
from agent.reading.known import Known
from agent.reading.language import language_of
from agent.reading.lifecycle import settle_standing
from agent.reading.links import Link
from agent.reading.named import settle_names
from agent.reading.not_that import set_aside
from agent.reading.nothing_off import nothing_off
from agent.reading.numerals import joined as with_numbers
from agent.reading.outcome import outcome
from agent.reading.overview import overview
from agent.reading.own_store import own_store
from agent.reading.periods import find_periods
from agent.reading.pointing import point
from agent.reading.rates import scale_rates
from agent.reading.ratios import join_ratios
from agent.reading.recognise import find_terms
from agent.reading.remembered import Remembered
from agent.reading.restrict import restrict
from agent.reading.result import Reading
from agent.reading.rewording import fully, reworded
from agent.reading.settle import pass_brackets, settle
from agent.reading.spans import spans
from agent.reading.spelling import Spelled, spell
from agent.reading.subjects import drop_told
from agent.reading.than import than_for_then
from agent.reading.timing import timing
from agent.reading.tokens import Token, tokenize
from agent.reading.vague import settle_vague
from agent.reading.values import find_values
from agent.reading.versus import comparable, joined, set_against, two_sides
from agent.reading.visits import count_visits
from agent.reading.which_day import which_day
from tools.warehouse.request import MetricRequest

_LONGEST = 600
"""Tokens that are read; no question about figures is longer, and pasted documents must not take seconds."""


class Reader(Known):
    """Reads questions about one shop. Build it once per data version; `read` is pure and thread-safe.

    `definitions` is `knowledge.metrics.load_definitions()`; `values` are the shop's
    `tools.warehouse.values.DimensionValue`; `first_day` and `last_day` bound the data, and the last day is
    what "today" means; `campaigns` are the first and last day of each campaign by its number.
    """

    def __init__(
        self, definitions: Any, values: Iterable[Any], first_day: dt.date, last_day: dt.date,
        campaigns: Mapping[int, tuple[dt.date, dt.date]] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(definitions, values, first_day, last_day, campaigns)
        self._made = Remembered()
        self.read("sales in the week of thanksgiving, by month")  # the first reading fills the caches

    def read(self, question: str, previous: MetricRequest | None = None) -> Reading:
        """What a question asks for. Never raises on any text; what is not understood is in `unknown`."""
        return self._made.get(question, previous, self._read_anew)

    def _read_anew(self, question: str, previous: MetricRequest | None) -> Reading:
        plain, ran = in_days(question, self.campaigns)
        if ran:
            reading = self.read(plain, previous)
            return replace(reading, notes=[*ran, *reading.notes])
        asked, bound = bound_after(question)
        if bound is not None:
            clause = question[len(asked) :]
            return held_against(self.read(asked, previous), bound, clause, self.definitions)
        return self._sided(question, previous) or self._read(self.reworded(question), previous)

    def _sided(self, question: str, previous: MetricRequest | None) -> Reading | None:
        """The reading of two sides that are each asked about alone, if the question has them."""
        tokens = self._spelled(tokenize(question)).tokens
        if not set_against(tokens):
            return None
        sides = two_sides(tokens, self._known(tokens), self.people)
        if sides is None:
            return None
        plain = self._read(self.reworded(question), previous)
        if (plain.sides or plain.against_rest) and not plain.unknown:
            return None  # sides of one kind, or a set and all others, are no two questions
        first, second = (self._read(self.reworded(one), previous) for one in (sides.first, sides.second))
        if comparable(first, second):
            return joined(question, first, second)
        if first.metrics == ["sales_per_customer"]:
            return None  # one grouping tells them apart, and says what all of them spend besides
        both = self._read(self.reworded(sides.both), previous)
        alike = {*first.metrics, *second.metrics} == {*both.metrics} and not (both.unknown or both.choices)
        return replace(both, question=question) if alike and both.by else None

    def _read(self, question: str, previous: MetricRequest | None) -> Reading:
        tokens = tokenize(question)
        spelled = self._spelled(tokens)
        days, told, as_of = today_told(spelled.tokens, self.days)
        links = cover(self, spelled, days, told)
        sentence = Sentence(
            spelled.tokens,
            links,
            self.lexicon,
            self.counts,
            self.two_valued,
            self.people,
            previous,
            self.declared, singles=self.singles,
        )  # fmt: skip
        pass_brackets(sentence)
        settle_own_bounds(sentence)
        before_them(sentence, self.days)
        sentence.held = nothing_off(sentence)
        which_day(sentence)
        set_aside(sentence)
        visits = count_visits(sentence, self.definitions) + own_store(sentence)
        settle(sentence)
        visits += scale_rates(sentence, self.days)
        settle_vague(sentence, self.definitions)
        sentence.refers_to = point(sentence)
        name_the_counted(sentence, self.definitions)
        name_the_audience(sentence, self.definitions)
        join_ratios(sentence, self.ratios, self.columns, previous)
        settle_standing(sentence, self.definitions, self.days)
        drop_told(sentence)
        numbers_as_ids(sentence, self.definitions)
        named = settle_names(sentence, self.abbreviations)
        restricted = restrict(sentence, self.definitions, self.days)
        restricted.notes += [as_of, *named] if as_of else named
        timed = timing(sentence, days)
        reading = outcome(question, sentence, restricted, timed, self.definitions, previous)
        reading.spans = spans(question, sentence, spelled)
        overview(reading, self.days, self.definitions, previous is None)
        reading.notes += visits + _spelling_notes(spelled, reading)
        reading.language = language_of(question)
        if len(tokens) > _LONGEST:
            reading.notes.append(f"Only the first {_LONGEST} words were read.")
        if reading.language != "en":
            reading.notes = []
            reading.capability.append(("language", reading.language))
        return reading

    def reworded(self, question: str) -> str:
        """The question in words that reading knows best; most questions are as they were."""
        return fully(question, self._reworded_once)

    def _reworded_once(self, question: str) -> str:
        tokens = self._spelled(tokenize(question)).tokens

        return reworded(question, tokens, lambda: self._known(tokens), self.people)

    def _known(self, tokens: list[Token]) -> list[Link]:
        values = find_values(tokens, self.lexicon, self.declared)
        return [*values, *find_periods(tokens, self.days), *find_terms(tokens, self.lexicon)]

    def _spelled(self, tokens: list[Token]) -> Spelled:
        typed = than_for_then(with_numbers(tokens[:_LONGEST]))
        spelled = spell(typed, self.lexicon, self.vocabulary, self.abbreviations)
        if not spelled.rivals:
            return spelled

        def worth(way: list[Token]) -> float:
            return sum(x.worth for x in cover(self, replace(spelled, tokens=way), self.days, (0, 0)))

        return settled(spelled, worth)


def _spelling_notes(spelled: Spelled, reading: Reading) -> list[str]:
    content = {s.text for s in reading.spans if s.kind not in ("function", "unknown")}
    return [
        f"'{typed}' is read as '{meant}'."
        for typed, meant, _ in spelled.corrected.values()
        if any(typed in text for text in content)
    ]

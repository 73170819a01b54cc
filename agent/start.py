"""Puts together what a run is given: the warehouse, the definitions, the tools, the models, the prompts."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent import catalogue, follow_ups, scope
from agent.builtin.model import built_in
from agent.builtin.near import starters
from agent.builtin.remember import wish
from agent.context import Context
from agent.edits.choices import Shop
from agent.gate import Vocabulary, ready
from agent.model import openai_speaker
from agent.note import note
from agent.reading.reader import Reader
from agent.roles import by_role
from agent.runtime import Runtime, open_runtime
from agent.settings import BUILTIN, Settings, known_model, read_settings
from agent.speaker import Speaker
from agent.verify_bundle import Bench
from agent.versions import made_with
from knowledge.metrics import Definitions, load_definitions
from prompts import Prompt, fill, newest
from tools import tool_box
from tools.warehouse.campaign_days import campaign_days
from tools.warehouse.connection import Warehouse, open_warehouse
from tools.warehouse.request import MetricRequest, Period
from tools.warehouse.values import DimensionValue, value_index

OFFERED = 8
"""Next questions that are thought of, so that three of them are surely read."""
PROMPTS = ("system", "scope", "repair", "lead", "limit", "unverified", "bug", "fallback")


@asynccontextmanager
async def started(settings: Settings | None = None, threads: Path | None = None) -> AsyncIterator[Runtime]:
    """A runtime as the settings say, its conversations in the file `threads` where one is given.

    Raises Unavailable (a ToolError) when there is no warehouse yet.
    """
    settings = settings or read_settings()
    warehouse = open_warehouse(settings.warehouse)
    try:
        context = await asyncio.to_thread(build_context, warehouse, settings)
        find = finder(settings, context.builtin)
        context = replace(context, model=find(settings.model))
        async with open_runtime(context, threads or settings.threads, find) as runtime:
            yield runtime
    finally:
        warehouse.close()


def build_context(warehouse: Warehouse, settings: Settings) -> Context:
    """The context with the built-in analyst as its model."""
    definitions = load_definitions()
    values = value_index(warehouse, definitions)
    ran = campaign_days(warehouse)
    reader = Reader(definitions, values, warehouse.first_day, warehouse.last_day, ran)
    tools = tool_box(warehouse)
    covers = Period(start=warehouse.first_day, end=warehouse.last_day)
    examples = starters(values, covers)
    builtin = Speaker(BUILTIN, built_in(reader, definitions, tools, values, covers))

    def read(text: str, last: dict[str, Any]) -> dict[str, Any]:
        previous = MetricRequest.model_validate(last) if last else None
        found = reader.read(text, previous)
        near = follow_ups.instead(found, reader.read, definitions) if found.absent else []
        return {"note": note(found, last, definitions), "instead": near}

    return Context(
        model=builtin,
        builtin=builtin,
        tools=tools,
        today=warehouse.last_day,
        system=system_prompt(warehouse, definitions, values).text,
        read=read,
        words=lambda request: scope.chips(request, definitions),
        suggest=lambda request: (
            follow_ups.certain(follow_ups.next_questions(request, definitions, OFFERED), reader.read)
            or list(examples)
        ),
        wish=lambda text: wish(text, lambda probe: reader.read(probe, None), definitions),
        roles=by_role(values, covers, lambda text: reader.read(text, None)),
        shop=Shop(definitions, values, covers, reader.read),
        vocabulary=vocabulary(definitions, values, covers),
        limits=settings.limits,
        versions=versions(warehouse) | {f"prompt.{name}": newest(name) for name in PROMPTS},
    )


@contextmanager
def check_bench(settings: Settings) -> Iterator[Bench]:
    """What answers are held against once more: the shop, the definitions, the tools; no model.

    Raises Unavailable (a ToolError) when there is no warehouse yet.
    """
    warehouse = open_warehouse(settings.warehouse)
    try:
        definitions = load_definitions()
        covers = Period(start=warehouse.first_day, end=warehouse.last_day)
        yield Bench(
            {box.tool.name: box for box in tool_box(warehouse)},
            vocabulary(definitions, value_index(warehouse, definitions), covers),
            versions(warehouse),
        )
    finally:
        warehouse.close()


def versions(warehouse: Warehouse) -> dict[str, str]:
    """What figures depend on: the data, the definitions, the code."""
    return {"data": warehouse.data_version} | made_with()


def system_prompt(warehouse: Warehouse, definitions: Definitions, values: Sequence[DimensionValue]) -> Prompt:
    """Who Aisle is, its rules, and what can be asked of this shop."""
    last = warehouse.last_day
    return fill(
        "system",
        first_day=f"{warehouse.first_day:%B} {warehouse.first_day.day}, {warehouse.first_day.year}",
        last_day=f"{last:%B} {last.day}, {last.year}",
        last_month=f"{last.replace(day=1) - dt.timedelta(days=1):%B %Y}",
        metrics=catalogue.metrics(definitions),
        dimensions=catalogue.dimensions(definitions, values),
        absent=catalogue.absent(definitions),
    )


def vocabulary(definitions: Definitions, values: Sequence[DimensionValue], covers: Period) -> Vocabulary:
    """What the number gate knows when it reads what a figure is about: the words for metrics and values,
    the metrics' units, and the days that evidence without a period is of."""
    known: dict[str, dict[str, tuple[str, ...]]] = {}
    for v in values:
        known.setdefault(v.dimension, {})[str(v.value)] = v.aliases
    metrics = {m.name: (m.label, *m.synonyms) for m in definitions.metrics.values()}
    units = {m.name: m.unit for m in definitions.metrics.values()}
    return ready(Vocabulary(metrics, known, units, (covers.start, covers.end)))


def finder(settings: Settings, builtin: Speaker) -> Callable[[str], Speaker]:
    """Gives the speaker of a name; each is built once, so that its breaker is shared by all threads."""
    built = {BUILTIN: builtin}

    def find(name: str) -> Speaker:
        if known_model(name) not in built:
            built[name] = openai_speaker(name, settings)
        return built[name]

    return find

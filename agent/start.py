"""Puts together what a run is given: the warehouse, the definitions, the tools, the models, the prompts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from tools.warehouse.values import value_index

from agent import catalogue, follow_ups, scope
from agent.builtin.model import BuiltinAnalyst
from agent.context import Context
from agent.model import Speaker, openai_speaker
from agent.reading.reader import Reader
from agent.runtime import Runtime, open_runtime
from agent.settings import BUILTIN, Settings, known_model, read_settings
from knowledge.metrics import load_definitions
from prompts import fill, newest
from tools import tool_box
from tools.warehouse.connection import open_warehouse

PROMPTS = ("system", "scope", "repair", "limit", "unverified", "bug", "fallback")


@asynccontextmanager
async def started(settings: Settings | None = None) -> AsyncIterator[Runtime]:
    """A runtime as the settings say. Raises Unavailable (a ToolError) when there is no warehouse yet."""
    settings = settings or read_settings()
    context = build_context(settings)
    find = finder(settings, context.builtin)
    context = replace(context, model=find(settings.model))
    async with open_runtime(context, settings.threads, find) as runtime:
        yield runtime


def build_context(settings: Settings) -> Context:
    """The context with the built-in analyst as its model. Raises Unavailable without a warehouse."""
    warehouse = open_warehouse(settings.warehouse)
    definitions = load_definitions()
    reader = Reader(definitions, value_index(warehouse, definitions), warehouse.first_day, warehouse.last_day)
    builtin = Speaker(BUILTIN, BuiltinAnalyst(reader=reader, definitions=definitions))
    system = fill(
        "system",
        first_day=f"{warehouse.first_day:%B %-d, %Y}",
        last_day=f"{warehouse.last_day:%B %-d, %Y}",
        metrics=catalogue.metrics(definitions),
        dimensions=catalogue.dimensions(definitions),
        absent=catalogue.absent(definitions),
    )
    versions = {f"prompt.{name}": newest(name) for name in PROMPTS}
    return Context(
        model=builtin,
        builtin=builtin,
        tools=tool_box(warehouse),
        today=warehouse.last_day,
        system=system.text,
        read=lambda text, last: {"note": scope.note(reader.read(text, last), last, definitions)},
        words=lambda request: scope.chips(request, definitions),
        suggest=lambda request: follow_ups.next_questions(request, definitions),
        limits=settings.limits,
        versions={"data": warehouse.data_version, **versions},
    )


def finder(settings: Settings, builtin: Speaker) -> Callable[[str], Speaker]:
    """Gives the speaker of a name; each is built once, so that its breaker is shared by all threads."""
    built = {BUILTIN: builtin}

    def find(name: str) -> Speaker:
        if known_model(name) not in built:
            built[name] = openai_speaker(name, settings)
        return built[name]

    return find

"""What a process keeps open to answer questions: the graph with its store, the models, the locks."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import langsmith

from agent.context import Context
from agent.graph import build
from agent.memory import ThreadStore, open_store
from agent.one_at_a_time import ThreadLocks
from agent.preferences import Preferences
from agent.settings import SettingsError
from agent.speaker import Speaker


@dataclass(frozen=True)
class Runtime:
    """Opened once, used for many turns in one event loop. `speaker` gives a model by its name."""

    graph: Any = field(repr=False)
    store: ThreadStore = field(repr=False)
    locks: ThreadLocks = field(repr=False)
    context: Context
    speaker: Callable[[str], Speaker] = field(repr=False)
    preferences: Preferences = field(repr=False)

    def for_model(self, name: str | None) -> Context:
        """The context of a run with this model; None is the model of the settings. Raises SettingsError."""
        return self.context if name is None else replace(self.context, model=self.speaker(name))


def only(*speakers: Speaker) -> Callable[[str], Speaker]:
    """Finds a speaker by name among these. The finder raises SettingsError for any other name."""
    by_name = {s.name: s for s in speakers}

    def find(name: str) -> Speaker:
        if name not in by_name:
            raise SettingsError(f"The model {name!r} is not available. There are: {', '.join(by_name)}.")
        return by_name[name]

    return find


@asynccontextmanager
async def open_runtime(
    context: Context, threads: Path, speaker: Callable[[str], Speaker] | None = None
) -> AsyncIterator[Runtime]:
    """A runtime whose threads live in the file `threads`. Nothing of a turn is sent to a tracing service."""
    langsmith.configure(enabled=False)
    async with open_store(threads) as store:
        locks = ThreadLocks(threads.parent / "locks")
        find = speaker or only(context.model, context.builtin)
        preferences = Preferences(threads.parent / "preferences")
        yield Runtime(build(store), store, locks, context, find, preferences)

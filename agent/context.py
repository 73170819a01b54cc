"""What is given to one run. Nothing of it is saved with the thread."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from langchain_core.tools import BaseTool

from agent.edits.choices import Shop
from agent.gate import Vocabulary
from agent.preferences import Wish
from agent.settings import Limits
from agent.speaker import Speaker


class ToolInBox(Protocol):
    """A tool as the agent sees it. `label` says in plain words what a call with these arguments does."""

    @property
    def tool(self) -> BaseTool: ...
    @property
    def label(self) -> Callable[[dict[str, Any]], str]: ...
    @property
    def ends_turn(self) -> bool: ...


@dataclass(frozen=True)
class Context:
    """One run's surroundings.

    `system` is the filled system prompt; `read` turns a question and the scope before it into a plain
    summary of what the reader found; `words` turns a governed request into the scope's chips and `suggest`
    into next questions; `shop` is what an answer's chips can be changed to; `roles` are questions to begin
    with, by who asks; `vocabulary` are words the number gate knows beyond the evidence; `wish` is what a
    message asks to be remembered; `versions` names the prompts and the data. `today` is the data's last day.
    """

    model: Speaker
    builtin: Speaker
    tools: Sequence[ToolInBox]
    today: dt.date
    system: str = ""
    read: Callable[[str, dict[str, Any]], dict[str, Any]] = field(default=lambda question, scope: {})
    words: Callable[[dict[str, Any]], list[str]] = field(default=lambda scope: [])
    suggest: Callable[[dict[str, Any]], list[str]] = field(default=lambda scope: [])
    wish: Callable[[str], Wish | None] = field(default=lambda text: None)
    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shop: Shop | None = None
    vocabulary: Vocabulary = Vocabulary()  # noqa: RUF009 - a tuple of empty mappings
    limits: Limits = field(default_factory=Limits)
    versions: dict[str, str] = field(default_factory=dict)

    def tool(self, name: str) -> ToolInBox | None:
        """The tool of that name, or None."""
        return next((t for t in self.tools if t.tool.name == name), None)

"""Who can answer: a chat model under its name, with how long it is waited for and when it is left alone."""

import time
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel

from agent.settings import Patience


@dataclass
class Breaker:
    """Keeps a service that has failed from being waited for at each question. Times in seconds."""

    closed_for: float
    until: float = 0.0

    def left(self) -> float:
        """For how long the service is left alone still; 0 when it may be called."""
        return max(0.0, self.until - time.monotonic())

    def trip(self) -> None:
        self.until = time.monotonic() + self.closed_for

    def reset(self) -> None:
        self.until = 0.0


@dataclass(frozen=True)
class Speaker:
    """A chat model under its name (`builtin`, `openai:NAME`). `remote` models are called with patience,
    get the system prompt, and are asked to repair a draft."""

    name: str
    chat: BaseChatModel = field(repr=False)
    remote: bool = False
    patience: Patience = field(default_factory=Patience)
    breaker: Breaker = field(default_factory=lambda: Breaker(60.0), repr=False)
    missing: str = ""
    """Why it cannot be called at all, as the end of the sentence "The language model ..."."""

"""The narrow door: what a caller may ask, and what is said to input that cannot be a question."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST = 8_000
THREAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
KEPT = "\n\t"


@dataclass(frozen=True)
class Question:
    """A question in a thread. `model` overrides the setting for this question.

    `calls`, tool calls as {"name": ..., "args": ...}, are made as they stand instead of asking a model what
    to look up: an edited chip, a saved answer on new data. `text` then says in words what is looked up.
    `pins`, {"period": ..., "filters": [...]} as in a request, are taken where the question does not say
    otherwise.
    """

    text: str
    thread: str = "default"
    model: str | None = None
    user: str | None = None
    calls: tuple[Mapping[str, Any], ...] = ()
    pins: Mapping[str, Any] = field(default_factory=dict)


class InvalidQuestion(ValueError):
    """The text is a sentence for the person who asked."""


class NothingAsked(InvalidQuestion):
    """There is nothing to answer yet: what is wanted is asked back."""


def cleaned(text: str) -> tuple[str, list[str]]:
    """The text without control and invisible characters, and what to say about those left out.

    Raises InvalidQuestion when nothing is left to answer or the text is too long.
    """
    if len(text) > LONGEST:
        raise InvalidQuestion(
            f"Your message has {len(text):,} characters and I read at most {LONGEST:,}. "
            "Please ask the question in a few sentences; nothing of this conversation is lost."
        )
    spaced = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in spaced if not invisible(c)).strip()
    left_out = sum(invisible(c) for c in spaced)
    if not kept:
        raise NothingAsked("Your message is empty. Ask me about the shop, as in: sales by department?")
    if not any(c.isalnum() for c in kept):
        raise NothingAsked("I see no words in your message. Ask me about the shop, as in: sales in March?")
    characters = "character" if left_out == 1 else "characters"
    return kept, [f"I left out {left_out} invisible {characters} of your message."] if left_out else []


def invisible(character: str) -> bool:
    """Control, formatting, bidirectional, private and unassigned characters, except line breaks and tabs."""
    return character not in KEPT and unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"}


def check_thread(thread: str) -> str:
    """The thread id, when it is one. Raises InvalidQuestion otherwise."""
    if not isinstance(thread, str) or not THREAD.fullmatch(thread):
        raise InvalidQuestion(
            "The conversation's id is not valid: it takes 1 to 64 letters, digits, hyphens or underscores."
        )
    return thread

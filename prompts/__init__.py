"""Prompts are text files with a version in their name: `system.v1.md`.

A place to fill is written `<<name>>`: dollar signs and braces are ordinary characters in retail text.
"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
PLACE = re.compile(r"<<(\w+)>>")
FILE = re.compile(r"(?P<name>\w+)\.v(?P<number>\d+)\.md")


class PromptError(LookupError):
    """A prompt file or a value for one of its places is missing, or a value has no place."""


class Prompt(NamedTuple):
    """A filled prompt, with the file it came from: `text`, `name` ("system"), `version` ("v1")."""

    text: str
    name: str
    version: str


def fill(name: str, version: str | None = None, **values: object) -> Prompt:
    """The prompt `name` with every place filled; without a version, the newest.

    Values are put in as they are: a `<<place>>` inside a value stays text.
    Raises PromptError when the file or a value is missing, or a value has no place in the file.
    """
    chosen = version or newest(name)
    path = FOLDER / f"{name}.{chosen}.md"
    if not path.is_file():
        raise PromptError(f"there is no prompt {path.name}; there are: {', '.join(sorted(_files()))}")
    text = path.read_text(encoding="utf-8").strip()
    places = set(PLACE.findall(text))
    if missing := places - set(values):
        raise PromptError(f"{path.name} needs a value for {sorted(missing)}")
    if unknown := set(values) - places:
        raise PromptError(f"{path.name} has no place for {sorted(unknown)}")
    return Prompt(PLACE.sub(lambda place: str(values[place[1]]), text), name, chosen)


def newest(name: str) -> str:
    """The highest version of a prompt, e.g. "v2". Raises PromptError when there is none."""
    numbers = [int(m["number"]) for f in _files() if (m := FILE.fullmatch(f)) and m["name"] == name]
    if not numbers:
        raise PromptError(f"there is no prompt called {name!r}; there are: {', '.join(sorted(_files()))}")
    return f"v{max(numbers)}"


def _files() -> list[str]:
    return [path.name for path in FOLDER.glob("*.md")]

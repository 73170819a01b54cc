"""What can be typed after a slash: the look-up that each command stands for."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

NOT_YET = ("segment", "forecast", "plan")
"""Commands that people try and that have no tool yet."""


class Asked(NamedTuple):
    """What a command asks: in words, and the calls to make as they stand (none: the words are a question).
    `says` is the whole reply of a command that asks nothing."""

    text: str = ""
    calls: tuple[Mapping[str, Any], ...] = ()
    says: str = ""


class Command(NamedTuple):
    """`asks` turns what stands after the command into what is asked; it raises Unclear."""

    description: str
    icon: str
    asks: Callable[[str], Asked]


class Unclear(ValueError):
    """The text is a sentence for whoever typed the command."""


def read(text: str, chosen: str | None) -> tuple[str, str] | None:
    """The command and what follows it, whether it was chosen from the list or typed; None for plain text."""
    if chosen:
        return chosen.lower(), text.strip()
    first, _, rest = text.strip().partition(" ")
    name = first[1:].lower()
    # A date such as 1/2 or a path is no command: it has to be one word of letters.
    return (name, rest.strip()) if first.startswith("/") and name.isalpha() else None


def asked(name: str, rest: str) -> Asked:
    """What the command asks. Raises Unclear for one that is not there or lacks what it needs."""
    if name in NOT_YET:
        raise Unclear(f"/{name} has no tool behind it yet. {_known()}")
    if name not in COMMANDS:
        raise Unclear(f"There is no command /{name}. {_known()}")
    return COMMANDS[name].asks(rest)


def offered() -> list[dict[str, Any]]:
    """The commands as the chat's list shows them."""
    return [
        {"id": name, "description": command.description, "icon": command.icon, "button": False,
         "persistent": False, "selected": False}
        for name, command in COMMANDS.items()
    ]  # fmt: skip


def _data(rest: str) -> Asked:
    if not rest:
        return Asked("What data do you have?", ({"name": "describe_data", "args": {}},))
    return Asked(f"What is there about {rest}?", ({"name": "describe_data", "args": {"about": rest[:200]}},))


def _sql(rest: str) -> Asked:
    if not rest:
        example = "/sql SELECT count(*) AS orders FROM orders"
        raise Unclear(f"Write the query after the command, as in: {example}. It may only read.")
    return Asked(f"SQL: {rest}", ({"name": "run_sql", "args": {"title": "Your query", "sql": rest}},))


def _known() -> str:
    return (
        "There are: " + ", ".join(f"/{name} ({c.description.lower()})" for name, c in COMMANDS.items()) + "."
    )


COMMANDS: Mapping[str, Command] = {
    "data": Command("What the shop's data hold, or hold about a word", "database", _data),
    "sql": Command("Run a query of your own, checked first", "terminal", _sql),
    "board": Command("Your saved answers", "pin", lambda rest: Asked(says="[Open the board](/board)")),
    "help": Command("What can be asked, with examples", "circle-help", lambda rest: Asked("help")),
}

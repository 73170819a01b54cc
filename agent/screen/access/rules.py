"""Who may reach the chat: users, names it answers to, HTTPS, questions a minute. Read once at the start."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agent.screen.access.users import ADD, Users
from agent.settings import SettingsError

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+")
TURNS = 30


@dataclass(frozen=True)
class Rules:
    """`users` is None where nobody signs in, which is for this machine alone. `hosts` are the names the
    chat answers to, `turns` the questions a minute from one user (0: no limit)."""

    users: Users | None = None
    hosts: frozenset[str] = LOCAL
    https: bool = False
    turns: int = 0


def read_rules(environ: Mapping[str, str] | None = None) -> Rules:
    """The rules from AISLE_USERS, AISLE_USER_LINES, AISLE_HOSTS, AISLE_HTTPS and AISLE_TURNS_PER_MINUTE.

    Raises SettingsError for a value that cannot be used, and where others could reach a chat without users.
    """
    environ = os.environ if environ is None else environ
    path, lines = environ.get("AISLE_USERS", "").strip(), environ.get("AISLE_USER_LINES", "").strip()
    users = Users(Path(path).expanduser() if path else None, lines) if path or lines else None
    hosts = [name.strip().lower() for name in environ.get("AISLE_HOSTS", "").split(",") if name.strip()]
    if wrong := [name for name in hosts if not HOST.fullmatch(name)]:
        raise SettingsError(f"AISLE_HOSTS takes names such as aisle.example.com, not {wrong[0]!r}.")
    if users is not None and not users.all():
        raise SettingsError(f"There is no user in {path or 'AISLE_USER_LINES'}. Add one: {ADD} NAME")
    if set(hosts) - LOCAL and users is None:
        raise SettingsError(f"AISLE_HOSTS lets others in, so they must sign in. {HOW}")
    https = environ.get("AISLE_HTTPS", "").strip()
    if https not in ("", "0", "1"):
        raise SettingsError(f"AISLE_HTTPS takes 1 or 0, not {https!r}.")
    return Rules(users, LOCAL | frozenset(hosts), https == "1", _turns(environ, users is not None))


HOW = f"Set AISLE_USERS to a file and add a user to it: {ADD} NAME (docs/exposing.md)."


def check_reach(address: str, rules: Rules) -> None:
    """Raises SettingsError where the chat would listen beyond this machine without users or names."""
    if address in LOCAL:
        return
    if rules.users is None:
        raise SettingsError(f"On {address} others reach this chat, so they must sign in. {HOW}")
    if rules.hosts == LOCAL:
        raise SettingsError(
            f"On {address} say under which names people open the chat: AISLE_HOSTS=aisle.example.com"
        )


def _turns(environ: Mapping[str, str], several: bool) -> int:
    text = environ.get("AISLE_TURNS_PER_MINUTE", "").strip()
    if not text:
        return TURNS if several else 0
    if not text.isdigit():
        raise SettingsError(f"AISLE_TURNS_PER_MINUTE takes a whole number (0: no limit), not {text!r}.")
    return int(text)

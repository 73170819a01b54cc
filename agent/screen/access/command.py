"""`python -m agent.screen users add NAME` asks for a password and writes the user's line."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from agent.screen.access import users
from agent.settings import SettingsError, read_settings


def main(arguments: Sequence[str], ask: Callable[[str], str] = getpass.getpass) -> int:
    """Adds, removes or lists users. `ask` reads a password without showing it. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m agent.screen users", description="Who may sign in.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command, said in (
        ("add", "add a user, or give one a new password"),
        ("line", "print the line of a user, for AISLE_USER_LINES"),
        ("remove", "remove a user; what they have open ends"),
    ):
        commands.add_parser(command, help=said).add_argument("name")
    commands.add_parser("list", help="list the users")
    given = parser.parse_args(arguments)
    try:
        path = Path(os.environ.get("AISLE_USERS") or read_settings().home / "users").expanduser()
        print(_done(given.command, getattr(given, "name", ""), path, ask))
    except (SettingsError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _done(command: str, name: str, path: Path, ask: Callable[[str], str]) -> str:
    """What was done, in a line. Raises SettingsError for what cannot be done."""
    known = users.Users(path).all() if path.is_file() else {}
    if command == "list":
        return "\n".join(known) or f"There is no user in {path}."
    if command == "remove":
        if name not in known:
            raise SettingsError(f"There is no user {name!r} in {path}.")
        users.write(path, name, None)
        return f"{name} can no longer sign in."
    if not users.usable(name):
        raise SettingsError(
            f"{name!r} is no name: small letters, digits and . _ @ - (not {users.LOCAL_USER!r})."
        )
    kept = users.hashed(_password(ask))
    if command == "line":
        return f"{name}:{kept}"
    users.write(path, name, kept)
    return f"{name} can sign in. Start the chat with AISLE_USERS={path}"


def _password(ask: Callable[[str], str]) -> str:
    password = ask("Password: ")
    if len(password) < users.SHORTEST:
        raise SettingsError(f"A password has at least {users.SHORTEST} characters.")
    if ask("Once more: ") != password:
        raise SettingsError("The two passwords differ.")
    return password

"""Prepares the chat's home and starts it: secret, tables, port, one line that says where and who answers."""

import argparse
import os
import secrets
import socket
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from agent.screen.access.rules import LOCAL, Rules, check_reach, read_rules
from agent.settings import BUILTIN, Settings, SettingsError, project_root, read_settings

PORT = 8000
TRIED = 50
SCHEMA = Path(__file__).with_name("history.sql")


def prepare(home: Path) -> str:
    """Creates the home, the chat's tables and the secret that signs its cookie. Returns the secret."""
    home.mkdir(parents=True, exist_ok=True)
    create_history(home / "chat.sqlite")
    return secret(home / "secret")


def create_history(path: Path) -> None:
    """Creates the tables that are missing; what is there stays."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    finally:
        connection.close()


def secret(path: Path) -> str:
    """The secret kept in the file, made on first use; only the owner may read it."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        if kept := path.read_text(encoding="utf-8").strip():
            return kept
        path.unlink()
        return secret(path)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        made = secrets.token_urlsafe(48)
        file.write(made)
    return made


def free_port(host: str, wanted: int) -> int:
    """The port, or the next one that is free. Raises OSError when none of the next fifty is."""
    for port in range(wanted, min(wanted + TRIED, 65_536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"No free port from {wanted} on.")


def who(settings: Settings) -> str:
    """One line: who answers, and what a key adds."""
    if settings.model == BUILTIN:
        return (
            "The built-in analyst answers: no key, no network. "
            "Set OPENAI_API_KEY for freer questions; figures are checked the same way."
        )
    return f"{settings.model} answers; the built-in analyst takes over when it cannot be reached."


def address(rules: Rules, port: int) -> str:
    """Where people open the chat."""
    named = sorted(rules.hosts - LOCAL)
    if not named:
        return f"http://localhost:{port}"
    return f"https://{named[0]}" if rules.https else f"http://{named[0]}:{port}"


def signed_in(rules: Rules) -> list[str]:
    """A line on who may sign in, where anyone must, and one where passwords go over the network in clear."""
    if rules.users is None:
        return []
    count = len(rules.users.all())
    lines = [f"{count} {'user' if count == 1 else 'users'} may sign in."]
    if rules.hosts != LOCAL and not rules.https:
        lines.append(
            "Passwords are sent in clear: put HTTPS before it and set AISLE_HTTPS=1 (docs/exposing.md)."
        )
    return lines


def environment(settings: Settings, key: str, root: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """What chainlit reads when it starts, over what is set already."""
    return {
        **environ,
        "AISLE_HOME": str(settings.home.resolve()),
        # Said here, since chainlit sets a made-up OpenAI key of its own where CI is set.
        "AISLE_MODEL": settings.model,
        "CHAINLIT_APP_ROOT": str(root),
        "CHAINLIT_AUTH_SECRET": key,
        "CHAINLIT_AUTH_COOKIE_NAME": "aisle_session",
        "LANGSMITH_TRACING": "false",
        "LANGCHAIN_TRACING_V2": "false",
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Starts the chat in place of this process. Returns a status only when it cannot."""
    parser = argparse.ArgumentParser(prog="python -m agent.screen", description="Start the Aisle chat.")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port to listen on (default {PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="an address of this machine (default 127.0.0.1)")
    given = parser.parse_args(arguments)
    if not 1 <= given.port <= 65_535:
        return _stop(f"{given.port} is not a port: it takes a number from 1 to 65535.")
    try:
        settings, rules = read_settings(), read_rules()
        check_reach(given.host, rules)
        root = project_root()
        key = prepare(settings.home)
        port = free_port(given.host, given.port)
    except (SettingsError, OSError, sqlite3.Error) as error:
        return _stop(str(error))
    if not settings.warehouse.is_file():
        return _stop(f"There is no shop to ask about yet ({settings.warehouse}). Run: make warehouse")
    taken = f"Port {given.port} is taken. " if port != given.port else ""
    for line in (f"{taken}Aisle: {address(rules, port)}", *signed_in(rules), who(settings)):
        print(line, flush=True)
    app = root / "app.py"
    command = ["-m", "chainlit", "run", str(app), "--headless", "--host", given.host, "--port", str(port)]
    os.execve(sys.executable, [sys.executable, *command], environment(settings, key, root, os.environ))


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1

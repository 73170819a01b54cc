"""`python -m agent replay THREAD[:TURN]`, `python -m agent verify BUNDLE`: the same digits, or why not."""

import argparse
import asyncio
import logging
import sys
import uuid
from collections.abc import Sequence

from agent.answer import Answer, ToolCall
from agent.bundle import Unreadable, checked, read_bundle
from agent.question import InvalidQuestion, check_thread, invisible
from agent.settings import Settings, SettingsError, read_settings
from tools.errors import ToolError

log = logging.getLogger(__name__)

SAME, OTHER, UNCHECKED = 0, 1, 2
"""Exit codes: everything holds; something does not; it could not be checked."""


def main(argv: Sequence[str]) -> int:
    """Runs one of the two commands and prints what it finds."""
    given = _parser().parse_args(argv)
    try:
        settings = read_settings()
        if given.command == "verify":
            answers = [read_bundle(given.bundle)]
        else:
            answers = asyncio.run(_saved(given.thread, settings))
        return _checked(answers, settings, given)
    except (Unreadable, ToolError, SettingsError, InvalidQuestion) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        raise
    except Exception:
        error_id = uuid.uuid4().hex[:8]
        log.exception("error %s", error_id)
        print(f"Something went wrong inside Aisle while checking (error {error_id}).", file=sys.stderr)
    return UNCHECKED


def _checked(answers: list[Answer], settings: Settings, given: argparse.Namespace) -> int:
    from agent.start import check_bench
    from agent.verify_bundle import report, verified

    wanted = _turn(given.thread) if given.command == "replay" else None
    calls: list[ToolCall] = []
    outcomes: list[bool] = []
    with check_bench(settings) as bench:
        for answer in answers:
            if wanted in (None, answer["turn"]):
                found = verified(answer, bench, calls)
                print(_printable(report(found)), end="\n\n" if answer is not answers[-1] else "\n")
                outcomes.append(not found.wrong)
            calls += answer["tools"]
    return SAME if all(outcomes) else OTHER


async def _saved(thread: str, settings: Settings) -> list[Answer]:
    """The thread's answers, as they were filed. Raises InvalidQuestion where there are none."""
    from agent.memory import open_store
    from agent.run import filed

    name, _, turn = thread.partition(":")
    check_thread(name)
    _turn(thread)
    found: list[Answer] = []
    if settings.threads.is_file():
        async with open_store(settings.threads) as store:
            found = [checked(answer) for answer in await filed(name, store)]
    if not found:
        raise InvalidQuestion(f"There is no conversation {name!r} here.")
    if turn and int(turn) not in [answer["turn"] for answer in found]:
        raise InvalidQuestion(f"The conversation {name!r} has no turn {turn}; it has {len(found)}.")
    return found


def _turn(thread: str) -> int | None:
    turn = thread.partition(":")[2]
    if turn and not (turn.isdecimal() and len(turn) < 7):
        raise InvalidQuestion("A turn is a number, as in THREAD:2.")
    return int(turn) if turn else None


def _printable(text: str) -> str:
    """A bundle comes from anywhere: nothing in it may steer the terminal."""
    return "".join(c for c in text if not invisible(c))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m agent", description="Check answers again.")
    commands = parser.add_subparsers(dest="command", required=True)
    replay = commands.add_parser("replay", help="a conversation, or one turn of it")
    replay.add_argument("thread", metavar="THREAD[:TURN]")
    verify = commands.add_parser("verify", help="an answer in a file")
    verify.add_argument("bundle", metavar="BUNDLE", help="what --json printed; - reads standard input")
    return parser

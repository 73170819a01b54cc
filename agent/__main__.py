"""python -m agent "question" [--thread T] [--model builtin|openai:NAME] [--json]

And, with no model: python -m agent replay THREAD[:TURN], python -m agent verify BUNDLE,
python -m agent feedback [--json].
"""

import argparse
import asyncio
import json
import logging
import os
import sys
import uuid
from typing import TYPE_CHECKING

from agent.logs import keep_log
from agent.settings import Settings, SettingsError, known_model, read_settings
from tools.errors import ToolError

if TYPE_CHECKING:
    from agent.answer import Answer

log = logging.getLogger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Answers one question on the terminal. 0: answered, asked back or declined; 1: failed."""
    arguments = sys.argv[1:] if argv is None else argv
    if len(arguments) == 2 and arguments[0] in ("replay", "verify"):
        from agent import replay

        return replay.main(arguments)
    if arguments[:1] == ["feedback"] and set(arguments[1:]) <= {"--json"}:
        from agent import feedback

        return feedback.main(arguments[1:])
    given = _parser().parse_args(arguments)
    text = sys.stdin.read() if given.question == "-" else given.question
    kept = None
    try:
        settings = read_settings()
        kept = keep_log(settings)
        found = asyncio.run(_answered(text, given.thread or f"cli-{uuid.uuid4().hex}", given.model, settings))
        shown = json.dumps(found, indent=2, ensure_ascii=False) if given.json else page(found)
    except (ToolError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The conversation is kept.", file=sys.stderr)
        return 1
    except Exception:
        error_id = uuid.uuid4().hex[:8]
        log.exception("error %s", error_id)
        where = f"its details are in {kept}" if kept else "no log could be written"
        print(f"Something went wrong inside Aisle (error {error_id}; {where}).", file=sys.stderr)
        return 1
    print(shown)
    return 1 if found["status"] == "failed" else 0


def page(found: "Answer") -> str:
    """The answer as a page of text: the answer with its tables, the sources, what to ask next."""
    from agent import render

    parts = [render.as_text(found), render.sources(found)]
    if found["next_questions"]:
        parts.append("\n".join(["Next:", *(f"- {question}" for question in found["next_questions"])]))
    return "\n\n".join(part for part in parts if part)


async def _answered(text: str, thread: str, model: str | None, settings: Settings) -> "Answer":
    # Loaded here, so that what breaks while loading ends in a sentence too.
    from agent.question import Question
    from agent.run import answer
    from agent.start import started

    if model is not None:
        known_model(model)
    async with started(settings) as runtime:
        return await answer(Question(text, thread, model), runtime)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m agent",
        description="Ask about the shop.",
        epilog="Check an answer again: python -m agent replay THREAD[:TURN], python -m agent verify FILE.",
    )
    parser.add_argument("question", help="what you want to know; - reads it from standard input")
    parser.add_argument("--thread", help="the conversation it belongs to; left out, a new one")
    parser.add_argument("--model", help="builtin or openai:NAME; the default is the setting AISLE_MODEL")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    return parser


def _to_the_end() -> int:
    """Runs, and ends quietly where the reader of the output went away first, as `| head` does."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_to_the_end())

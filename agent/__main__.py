"""python -m agent "question" [--thread T] [--model builtin|openai:NAME] [--json]"""

import argparse
import asyncio
import json
import logging
import sys

from agent import render
from agent.answer import Answer
from agent.question import Question
from agent.run import answer
from agent.settings import SettingsError, known_model, read_settings
from agent.start import started
from tools.errors import ToolError


def main(argv: list[str] | None = None) -> int:
    """Answers one question on the terminal. 0: answered, asked back or declined; 1: failed."""
    given = _parser().parse_args(argv)
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    text = sys.stdin.read() if given.question == "-" else given.question
    try:
        found = asyncio.run(_answered(Question(text, given.thread, given.model)))
    except (ToolError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The conversation is kept.", file=sys.stderr)
        return 1
    print(json.dumps(found, indent=2, ensure_ascii=False) if given.json else page(found))
    return 1 if found["status"] == "failed" else 0


def page(found: Answer) -> str:
    """The answer as a page of text: the answer with its tables, the sources, what to ask next."""
    parts = [render.as_text(found), render.sources(found)]
    if found["next_questions"]:
        parts.append("\n".join(["Next:", *(f"- {question}" for question in found["next_questions"])]))
    return "\n\n".join(part for part in parts if part)


async def _answered(question: Question) -> Answer:
    if question.model is not None:
        known_model(question.model)
    async with started(read_settings()) as runtime:
        return await answer(question, runtime)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m agent", description="Ask about the shop.")
    parser.add_argument("question", help="what you want to know; - reads it from standard input")
    parser.add_argument("--thread", default="default", help="the conversation it belongs to")
    parser.add_argument("--model", help="builtin or openai:NAME; the default is the setting AISLE_MODEL")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())

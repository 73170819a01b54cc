"""The buttons under an answer: the readings to choose from, or the next questions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agent.answer import Answer
from agent.screen import saved

NEXT_SHOWN = 3


def questions(answer: Answer) -> list[str]:
    """What the buttons ask: the readings to choose from, or three next questions."""
    return answer["options"] if answer["status"] == "clarify" else answer["next_questions"][:NEXT_SHOWN]


def buttons(answer: Answer, message: str) -> list[dict[str, Any]]:
    """The fields of the buttons. Each carries the number of its question, never the question."""
    return [
        {
            "id": f"ask-{n}-{message}",
            "name": "ask",
            "payload": {"message": message, "index": n},
            "label": text,
        }
        for n, text in enumerate(questions(answer))
    ]


def chosen(home: Path, thread: str, payload: Mapping[str, object]) -> str | None:
    """The question of a pressed button, looked up in the saved answer: nothing else can be asked with one."""
    answer, index = saved.answers(home, thread).get(str(payload.get("message"))), payload.get("index")
    asked = questions(answer) if answer else []
    return asked[index] if isinstance(index, int) and 0 <= index < len(asked) else None


def go_on(message: str) -> dict[str, Any]:
    """The fields of the button under the notice of an interrupted answer."""
    return {"id": f"go-{message}", "name": "go_on", "payload": {}, "label": "Continue the interrupted answer"}

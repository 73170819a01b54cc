"""An Answer without a turn: for input that is no question, and for a turn that broke."""

from agent.answer import Answer
from agent.context import Context
from agent.question import Question


def failed(question: Question, text: str, context: Context) -> Answer:
    """The answer that says `text` and shows nothing else."""
    return {
        "question": question.text[:200],
        "status": "failed",
        "text": text,
        "claims": [],
        "evidence": [],
        "scope": {},
        "scope_words": [],
        "options": [],
        "next_questions": [],
        "removed": [],
        "warnings": [],
        "tools": [],
        "model": context.model.name,
        "fallback": None,
        "versions": dict(context.versions),
        "timings": {},
        "tokens": {},
        "cost_usd": None,
        "thread": question.thread if isinstance(question.thread, str) else "",
        "turn": 0,
    }

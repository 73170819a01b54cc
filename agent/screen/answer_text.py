"""An answer as the Markdown of a chat message: text, table, what it covers, where it comes from."""

import re
import uuid
from collections.abc import Callable

from agent.answer import Answer
from agent.screen import figures, style
from agent.screen.drawn import left_out
from agent.screen.evidence_text import source_line
from agent.screen.fold import without_repeats
from agent.screen.inert import inert
from agent.screen.tables import SHOWN, markdown_table, plain
from agent.settings import BUILTIN, SettingsError
from tools.errors import ToolError
from tools.evidence import Evidence

MARK = re.compile(r"\s?\[([DKM]\d+)\]")
IN_FULL = 50
TILDE = re.compile(r"(?<!\\)~")


def with_links(text: str, message: str, after: str | None = None) -> str:
    """The text with its marks as links that open the evidence of this message.

    A mark that only repeats the one before it is left out: what follows rests on the same evidence.
    `after` is the mark that was shown last, when the text is a piece of a longer one.
    """
    shown = after

    def link(found: re.Match[str]) -> str:
        nonlocal shown
        again, shown = found[1] == shown, found[1]
        return "" if again else f" [{shown}]({address(message, found[1])})"

    return MARK.sub(link, TILDE.sub(r"\\~", text))


def linker(message: str) -> Callable[[str], str]:
    """`with_links` for the pieces of one text, as they come."""
    last: str | None = None

    def linked(piece: str) -> str:
        nonlocal last
        shown = inert(with_links(piece, message, last))
        last = next(reversed(MARK.findall(piece)), last)
        return shown

    return linked


def address(message: str, evidence: str) -> str:
    """Where a mark leads. public/aisle.js turns a click on it into a request to open the panel."""
    return f"#evidence/{message}/{evidence}"


def answer_markdown(answer: Answer, message: str) -> str:
    """The finished message, with one quiet line on who answered where that is worth saying."""
    table, plainly = tabled(answer), answer["text"]
    answer = style.answer(answer)
    shown = cited(answer)
    text = figures.linked(answer["text"], answer["claims"], message)
    if table:
        text = without_repeats(plainly, table, shown_rows(), text)
    parts = [with_links(text, message)]
    for evidence in charted(answer):
        assert evidence["chart"]
        part = f" · {said}" if (said := left_out(evidence)) else ""
        parts.append(f"##### {plain(evidence['chart']['title'])}{part}")
    if table:
        parts.append(markdown_table(table, shown_rows()))
    parts += [f"> {plain(warning)}" for warning in answer["warnings"]]
    if answer["removed"] and answer["status"] == "clarify":
        # An answer says so in its own text; a question back does not.
        count = len(answer["removed"])
        what = "1 sentence was" if count == 1 else f"{count} sentences were"
        parts.append(f"> {what} left out: a figure in it could not be traced to the data.")
    if style.now().detail == "full":
        parts += [f"###### {plain(evidence['method'])}" for evidence in shown if evidence["method"]]
    if answer["scope_words"]:
        parts.append("###### " + " · ".join(plain(word) for word in answer["scope_words"]))
    if shown:
        parts += ["###### Evidence: " + " · ".join(source_line(e, address(message, e["id"])) for e in shown)]
    if note := who_answers(answer):
        parts.append(f"###### {note}")
    return inert("\n\n".join(parts))


def cited(answer: Answer) -> list[Evidence]:
    """The evidence that the text cites, in its order; all of it where the text cites none."""
    marks = list(dict.fromkeys(MARK.findall(answer["text"])))
    by_id = {evidence["id"]: evidence for evidence in answer["evidence"]}
    return [by_id[mark] for mark in marks if mark in by_id] or answer["evidence"]


def tabled(answer: Answer) -> Evidence | None:
    """What stands as a table under the answer: the first cited evidence of more than one row."""
    if answer["status"] != "answered" or style.now().detail == "brief":
        return None
    return next((evidence for evidence in cited(answer) if len(evidence["rows"]) > 1), None)


def shown_rows() -> int:
    """How many rows stand in the table under an answer."""
    return IN_FULL if style.now().detail == "full" else SHOWN


def charted(answer: Answer) -> list[Evidence]:
    """What is drawn under the answer: the first cited evidence that has a chart of more than one value.

    One, so that its title can stand over it as text that wraps; the others are drawn where they are opened.
    """
    if answer["status"] != "answered" or style.now().detail == "brief":
        return []
    return [e for e in cited(answer) if (c := e["chart"]) and (len(e["rows"]) > 1 or len(c["y"]) > 1)][:1]


def who_answers(answer: Answer) -> str | None:
    """A note when another model had to answer; in a conversation's first answer, what a key would add."""
    if answer["fallback"]:
        return plain(answer["fallback"])
    if answer["model"] == BUILTIN and answer["turn"] == 1:
        return (
            "Answered by the built-in analyst on this machine: no key, no network. With OPENAI\\_API\\_KEY "
            "set, a language model takes freer questions; every figure is checked the same way."
        )
    return None


def apology(error: Exception) -> str:
    """What is said about an exception: its own text where it is meant for people, else a key for the log."""
    if isinstance(error, (ToolError, SettingsError)):
        return plain(str(error))
    key = uuid.uuid4().hex[:8]
    return f"Something went wrong on our side (error {key}). The conversation is kept; please ask again."

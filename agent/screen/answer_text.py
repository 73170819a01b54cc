"""An answer as the Markdown of a chat message: text, table, what it covers, where it comes from."""

import re

from agent.answer import Answer
from agent.screen.evidence_text import source_line
from agent.screen.tables import markdown_table, plain
from agent.settings import BUILTIN, SettingsError
from tools.errors import ToolError
from tools.evidence import Evidence

MARK = re.compile(r"\s?\[([DKM]\d+)\]")
TILDE = re.compile(r"(?<!\\)~")


def with_links(text: str, message: str) -> str:
    """The text with each mark [D1] as a link that opens the evidence of this message."""
    return MARK.sub(lambda found: f" [{found[1]}]({address(message, found[1])})", TILDE.sub(r"\\~", text))


def address(message: str, evidence: str) -> str:
    """Where a mark leads. public/aisle.js turns a click on it into a request to open the panel."""
    return f"#evidence/{message}/{evidence}"


def answer_markdown(answer: Answer, message: str) -> str:
    """The finished message, with one quiet line on who answered where that is worth saying."""
    parts = [with_links(answer["text"], message)]
    shown = cited(answer)
    for evidence in charted(answer):
        assert evidence["chart"]
        parts.append(f"##### {plain(evidence['chart']['title'])}")
    table = next((evidence for evidence in shown if len(evidence["rows"]) > 1), None)
    if table and answer["status"] == "answered":
        parts.append(markdown_table(table))
    parts += [f"> {plain(warning)}" for warning in answer["warnings"]]
    if answer["removed"]:
        count = len(answer["removed"])
        what = "1 sentence was" if count == 1 else f"{count} sentences were"
        parts.append(f"> {what} left out: a figure in it could not be traced to the data.")
    if answer["scope_words"]:
        parts.append("###### " + " · ".join(plain(word) for word in answer["scope_words"]))
    if shown:
        parts += ["###### Evidence: " + " · ".join(source_line(e, address(message, e["id"])) for e in shown)]
    if note := who_answers(answer):
        parts.append(f"###### {note}")
    return "\n\n".join(parts)


def cited(answer: Answer) -> list[Evidence]:
    """The evidence that the text cites, in its order; all of it where the text cites none."""
    marks = list(dict.fromkeys(MARK.findall(answer["text"])))
    by_id = {evidence["id"]: evidence for evidence in answer["evidence"]}
    return [by_id[mark] for mark in marks if mark in by_id] or answer["evidence"]


def choices(answer: Answer) -> list[str]:
    """What the buttons under the answer ask: the readings to choose from, or three next questions."""
    return answer["options"] if answer["status"] == "clarify" else answer["next_questions"][:3]


def charted(answer: Answer) -> list[Evidence]:
    """What is drawn under the answer: the first cited evidence that has a chart of more than one value.

    One, so that its title can stand over it as text that wraps; the others are drawn where they are opened.
    """
    if answer["status"] != "answered":
        return []
    return [evidence for evidence in cited(answer) if evidence["chart"] and len(evidence["rows"]) > 1][:1]


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


def apology(error: Exception, key: str) -> str:
    """What is said about an exception: its own text where that is meant for people, else a key to it."""
    if isinstance(error, (ToolError, SettingsError)):
        return plain(str(error))
    return f"Something went wrong on our side (error {key}). The conversation is kept; please ask again."

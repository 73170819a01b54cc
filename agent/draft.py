"""A model's draft on its way to the screen: cleaned, checked, and cut down to what stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from langchain_core.messages import BaseMessage

from agent import gate, safe_text
from agent.answer import Claim, Status
from tools.evidence import Evidence


@dataclass(frozen=True)
class Draft:
    """`failures` are what the gate could not bind. `linked`: links or images were left out; `unknown` are
    marks of evidence that is not there; `removed` are the statements that were taken out."""

    text: str
    status: Status
    claims: list[Claim] = field(default_factory=list)
    failures: list[gate.Failure] = field(default_factory=list)
    linked: bool = False
    unknown: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def complaints(self) -> list[str]:
        """A line for each failure: the figure, where it stands, why it fails, what the evidence holds."""
        return [
            f'- "{f.text}" in "{f.sentence.strip()}": {f.reason}.{f" {f.nearest}." if f.nearest else ""}'
            for f in self.failures
        ]


def checked(
    message: BaseMessage, evidence: Sequence[Evidence], question: str, vocabulary: gate.Vocabulary
) -> Draft:
    """The message's text as it may be shown, with the gate's findings. A model says that it declines with
    [declined] before the text, the built-in analyst also through the status it gives along."""
    text, refused = safe_text.declined(message.text)
    text, linked = safe_text.without_links(text)
    text, unknown = safe_text.with_known_marks(text, {e["id"] for e in evidence})
    status: Status = "declined" if refused else message.additional_kwargs.get("status") or "answered"
    found = gate.check(text, speaking(evidence, text), question, vocabulary=vocabulary)
    return Draft(text, status, list(found.claims), list(found.failures), linked, unknown)


def trimmed(
    draft: Draft, evidence: Sequence[Evidence], question: str, vocabulary: gate.Vocabulary
) -> Draft:
    """The draft without the statements that fail. What is left is checked again: taking a sentence out may
    change what the next one refers to."""
    while draft.failures and draft.text:
        text, gone = gate.remove(draft.text, draft.failures)
        if not gone:
            text, gone = "", [draft.text]
        found = gate.check(text, speaking(evidence, text), question, vocabulary=vocabulary)
        draft = replace(
            draft,
            text=text,
            claims=list(found.claims),
            failures=list(found.failures),
            removed=[*draft.removed, *gone],
        )
    return draft


def speaking(evidence: Sequence[Evidence], text: str) -> list[Evidence]:
    """The evidence that the text may speak from: all with figures, and lists of names and meanings where
    they are cited. Uncited, their many words would be taken for what other sentences are about."""
    cited = safe_text.marks(text)
    return [
        e for e in evidence if e["id"] in cited or any(column["role"] == "metric" for column in e["columns"])
    ]


def titled(charts: Sequence[Evidence], question: str, vocabulary: gate.Vocabulary) -> list[Evidence]:
    """Those whose chart title does not stand on its own evidence, under the evidence's title instead."""
    mended: list[Evidence] = []
    for one in charts:
        chart = one["chart"]
        if chart is None:
            continue
        found = gate.check("", [one], question, [chart["title"]], vocabulary=vocabulary)
        if found.failures:
            mended.append({**one, "chart": {**chart, "title": one["title"]}})
    return mended

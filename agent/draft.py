"""A model's draft on its way to the screen: cleaned, checked, and cut down to what stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from langchain_core.messages import BaseMessage

from agent import gate, safe_text
from agent.answer import Claim, Status
from prompts import fill
from tools.evidence import Evidence

BULLET = re.compile(r"[-*+•|]\s|\d{1,3}[.)]\s")
HANGING = re.compile(
    rf"(?:{BULLET.pattern}|(?:this|that|these|those|it|they|both|but|and|so|however|also|without (?:it|them)|"
    r"of (?:this|these|them|that)|the (?:others?|rest|second|next))\b)",
    re.IGNORECASE,
)
"""How a text begins that needs a sentence before it."""


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


def trimmed(draft: Draft, evidence: Sequence[Evidence], question: str, vocabulary: gate.Vocabulary) -> Draft:
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
    return _led(draft, evidence, question, vocabulary)


def _led(draft: Draft, evidence: Sequence[Evidence], question: str, vocabulary: gate.Vocabulary) -> Draft:
    """The draft under a line that names its evidence, where what stood above its bullets was taken out."""
    cited = [i for text in (draft.text, *draft.removed) for i in safe_text.marks(text)]
    if not draft.removed or not HANGING.match(draft.text) or not cited:
        return draft
    title = next((e["title"] for e in evidence if e["id"] == cited[0]), "")
    below = "\n\n" if BULLET.match(draft.text) else " "
    # A title that a model gave its own query is checked like its other words, and left out if it fails.
    for what in (f": {title}", ""):
        text = f"{fill('lead', what=what, id=cited[0]).text}{below}{draft.text}"
        found = gate.check(text, speaking(evidence, text), question, vocabulary=vocabulary)
        if not found.failures:
            return replace(draft, text=text, claims=list(found.claims))
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

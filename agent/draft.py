"""A model's draft on its way to the screen: cleaned, checked, and cut down to what stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from langchain_core.messages import BaseMessage

from agent import gate, safe_text
from agent.answer import Claim, Status
from agent.references import Rendered, numbers, render
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
    """`source` is the text with its references as the model wrote them, `shown` how it was rendered.
    `failures` are what the gate could not bind. `linked`: links or images were left out; `unknown` are marks
    of evidence that is not there; `removed` are the statements that were taken out."""

    text: str
    status: Status
    source: str = ""
    claims: list[Claim] = field(default_factory=list)
    failures: list[gate.Failure] = field(default_factory=list)
    linked: bool = False
    unknown: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    shown: Rendered | None = None


@dataclass(frozen=True)
class Desk:
    """What a draft is checked with. `referring`: whether its author writes figures as references."""

    evidence: Sequence[Evidence]
    question: str
    vocabulary: gate.Vocabulary
    referring: bool = True

    def rendered(self, source: str) -> Rendered:
        """The text with its references as figures; of an author who writes none, the text as it is."""
        if not self.referring:
            return Rendered(source)
        return render(source, self.evidence, numbers(self.question), self.vocabulary)

    def check(self, text: str, given: Sequence[gate.Given] = ()) -> gate.Checked:
        return gate.check(
            text, speaking(self.evidence, text), self.question, vocabulary=self.vocabulary, given=given
        )


def checked(message: BaseMessage, desk: Desk) -> Draft:
    """The message's text as it may be shown, with the gate's findings. A model says that it declines with
    [declined] before the text, the built-in analyst also through the status it gives along."""
    source, refused = safe_text.declined(message.text)
    source, linked = safe_text.without_links(source)
    source, unknown = safe_text.with_known_marks(source, {e["id"] for e in desk.evidence})
    status: Status = "declined" if refused else message.additional_kwargs.get("status") or "answered"
    draft = _read(Draft("", status, linked=linked, unknown=unknown), source, desk)
    marked = _with_marks(draft)
    return draft if marked == source else _read(draft, marked, desk)


def _read(draft: Draft, source: str, desk: Desk) -> Draft:
    """The draft with this source, rendered and checked."""
    shown = desk.rendered(source)
    found = desk.check(shown.text, shown.given)
    return replace(
        draft,
        text=shown.text,
        source=source,
        shown=shown,
        claims=list(found.claims),
        failures=[_as_written(failure, shown, source) for failure in found.failures],
    )


def _as_written(failure: gate.Failure, shown: Rendered, source: str) -> gate.Failure:
    """The failure with its sentence as its author wrote it, so that it is found again."""
    start, end = failure.unit
    if failure.title is not None or not any(start <= place[0] < end for place in shown.places):
        return failure
    first, last = shown.in_source(start, end)
    return replace(failure, sentence=source[first:last])


def trimmed(draft: Draft, desk: Desk) -> Draft:
    """The draft without the statements that fail. What is left is checked again: taking a sentence out may
    change what the next one refers to."""
    while draft.failures and draft.text:
        shown = draft.shown or Rendered(draft.text)
        in_source = [replace(f, unit=shown.in_source(*f.unit)) for f in draft.failures]
        source, gone = gate.remove(draft.source, in_source)
        if not gone:
            source, gone = "", [draft.source]
        told = [desk.rendered(piece).text for piece in gone]
        draft = _read(replace(draft, removed=[*draft.removed, *told]), source, desk)
    return _led(draft, desk)


def _with_marks(draft: Draft) -> str:
    """The source with the mark of its evidence at the end of each sentence whose figures are references and
    that has none: what a reference names need not be named twice."""
    source, shown = draft.source, draft.shown or Rendered(draft.text)
    for passage in reversed(gate.passages(draft.text) if shown.given else []):
        claims = [c for c in draft.claims if passage.start <= c["start"] < passage.end and c["cells"]]
        ids = dict.fromkeys(cell["evidence"] for claim in claims for cell in claim["cells"])
        failed = any(passage.start <= f.start < passage.end for f in draft.failures)
        bare = all("reference" in claim for claim in claims) and not failed
        if not ids or not bare or passage.kind in ("cell", "heading") or safe_text.marks(passage.text):
            continue
        stop = passage.start + len(passage.text.rstrip().rstrip(".!?:*_"))
        _, at = shown.in_source(stop, stop)
        source = f"{source[:at]} {''.join(f'[{i}]' for i in ids)}{source[at:]}"
    return source


def _led(draft: Draft, desk: Desk) -> Draft:
    """The draft under a line that names its evidence, where what stood above its bullets was taken out."""
    cited = [i for text in (draft.text, *draft.removed) for i in safe_text.marks(text)]
    if not draft.removed or not HANGING.match(draft.text) or not cited:
        return draft
    title = next((e["title"] for e in desk.evidence if e["id"] == cited[0]), "")
    below = "\n\n" if BULLET.match(draft.text) else " "
    # A title that a model gave its own query is checked like its other words, and left out if it fails.
    for what in (f": {title}", ""):
        led = _read(draft, f"{fill('lead', what=what, id=cited[0]).text}{below}{draft.source}", desk)
        if not led.failures:
            return led
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

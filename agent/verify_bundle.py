"""An answer held against the shop once more, with no model: evidence computed again, figures bound again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agent import badge, differences, gate, safe_text
from agent.answer import Answer, ToolCall
from agent.context import ToolInBox
from agent.draft import speaking
from agent.recompute import Lost, recomputed
from agent.references import referenced
from agent.versions import checksum
from prompts import fill
from tools.evidence import Evidence

VERSIONS = {"data": "the data", "definitions": "the definitions", "code": "the code"}
CHECKED = ("answered", "declined", "clarify")


@dataclass(frozen=True)
class Finding:
    """What came of one answer. `changed` are the versions that differ (then, now); `wrong` are sentences on
    what does not hold, `noted` on what is told otherwise without a figure that differs."""

    about: str
    same: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    edited: bool = False


@dataclass(frozen=True)
class Bench:
    """What an answer is held against: the tools by name, words for the gate, versions as they are now."""

    box: Mapping[str, ToolInBox]
    vocabulary: gate.Vocabulary
    versions: Mapping[str, str]


def verified(answer: Answer, bench: Bench, calls: Sequence[ToolCall] = ()) -> Finding:
    """Computes all evidence of the answer again, compares its digits and binds the text's figures to it.

    `calls` are those of earlier turns, where they are known.
    """
    versions = {name: answer["versions"].get(name, "") for name in VERSIONS}
    changed = {
        name: (then, bench.versions.get(name, ""))
        for name, then in versions.items()
        if then != bench.versions.get(name, "")
    }
    found = Finding(f"“{answer['question']}”", changed=changed, edited=_edited(answer))
    again: list[Evidence] = []
    for evidence in answer["evidence"]:
        try:
            now = recomputed(evidence, [*answer["tools"], *calls], bench.box)
        except Lost as lost:
            found.wrong.append(f"{evidence['id']} cannot be computed again: {lost}.".replace("..", "."))
            again.append(evidence)
            continue
        again.append(now)
        _compare(evidence, now, found)
    if answer["status"] in CHECKED:
        _bind(answer, again, bench.vocabulary, found)
    if found.edited:
        found.wrong.insert(0, "The bundle was edited after it was written: its checksum does not fit.")
    return found


def report(found: Finding) -> str:
    """The finding as lines of text, the verdict last."""
    lines = [found.about, *(f"  {line}" for line in [*found.same, *found.noted, *found.wrong])]
    for name, (then, now) in found.changed.items():
        what = VERSIONS[name]
        lines.append(f"  {what[0].upper()}{what[1:]} changed: {then or 'not recorded'} then, {now} now.")
    return "\n".join([*lines, verdict(found)])


def verdict(found: Finding) -> str:
    """One sentence: same digits, or what is the likely reason that they are not."""
    if not found.wrong:
        return "Same digits."
    if found.edited:
        return "Not the answer that was given."
    if changed := [VERSIONS[name] for name in found.changed]:
        return f"Other digits: {' and '.join(changed)} changed since."
    return "Other digits, although data, definitions and code are the same: this is not what was computed."


def _compare(then: Evidence, now: Evidence, found: Finding) -> None:
    wrong = differences.in_figures(then, now)
    words = differences.in_words(then, now)
    name = f"{then['id']} {then['title']}"
    rows = f"{len(now['rows']):,} {'row' if len(now['rows']) == 1 else 'rows'}"
    if badge.doubt(now):
        wrong.append(badge.badge(now))
    if wrong:
        found.wrong.extend(f"{name}: {line}." for line in wrong)
    else:
        said = ", ".join(part for part in (f"same digits in {rows}", badge.badge(now)) if part)
        found.same.append(f"{name}: {said}.")
    if words:
        line = f"{then['id']}: {', '.join(words)} {'is' if len(words) == 1 else 'are'} not as recorded."
        # Newer code may put things otherwise; the same code cannot.
        (found.noted if found.changed else found.wrong).append(line)


def _bind(answer: Answer, evidence: list[Evidence], vocabulary: gate.Vocabulary, found: Finding) -> None:
    text = _drafted(answer)
    given = referenced(answer["claims"], text, evidence, answer["question"], vocabulary)
    checked = gate.check(
        text, speaking(evidence, text), answer["question"], vocabulary=vocabulary, given=given
    )
    found.wrong.extend(f"'{f.text}' does not hold: {f.reason}." for f in checked.failures)
    otherwise = differences.in_claims(answer["claims"], checked.claims)
    if not otherwise and not checked.failures:
        bound = sum(bool(claim["cells"]) for claim in checked.claims)
        figures = "1 figure" if bound == 1 else f"{bound} figures"
        found.same.append(f"The text: {figures} bound to the same cells.")
    lines = [f"The text: {line}." for line in otherwise]
    (found.noted if found.changed and not checked.failures else found.wrong).extend(lines)
    unknown = set(safe_text.marks(answer["text"])) - {e["id"] for e in evidence}
    found.wrong.extend(f"The text: there is no evidence {mark}." for mark in sorted(unknown))


def _drafted(answer: Answer) -> str:
    """The text as it was checked, without the line that says what was left out of it."""
    count = len(answer["removed"])
    what = "one statement" if count == 1 else f"{count} statements"
    line = fill("unverified", count=what).text if count else ""
    return answer["text"].removesuffix(line).rstrip()


def _edited(answer: Answer) -> bool:
    return bool(answer.get("checksum")) and answer.get("checksum") != checksum(answer)

"""Questions about the answers before: the first figure again, whether it is sure, where it comes from."""

import re
from collections.abc import Sequence

from agent.builtin.history import Answered, Turn
from agent.builtin.write import words
from tools.evidence import Evidence

THING = r"(?:numbers?|figures?|answers?|results?|values?|amounts?|totals?|thing)"
AGAIN = re.compile(
    rf"\b(?P<which>first|last|previous|earlier|second)\s+{THING}\b.*\b(?:you|before|gave|give|told|tell|said|again)\b|"
    rf"\b{THING}\b.*\b(?P<early>at the (?:start|beginning)|first)\b.*\b(?:you|gave|told|said)\b",
    re.IGNORECASE,
)
IT = r"(?:that|this|it)"
SURE = re.compile(
    r"^\W*(?:(?:and|but|hm+|ok|okay|so|really)\W+)*(?:"
    r"are you (?:really |quite |very )?(?:sure|certain|positive)|really|sure|"
    rf"is {IT} (?:really |actually )?(?:right|correct|true|accurate|so)|"
    rf"(?:can you |please |pls )?(?:double[- ]?check|re-?check|verify)(?: {IT})?|"
    r"that (?:can'?t be|doesn'?t (?:look|seem|sound)) (?:right|correct|true)"
    rf")\b[^a-z]*(?:about {IT})?\W*$",
    re.IGNORECASE,
)
SOURCE = re.compile(
    rf"\bwhere (?:does|did|do|is|are) (?:that|this|it|these|those|the)\b.*\b(?:come|from)\b|"
    rf"\bhow (?:did|do|was|is|were|are) (?:you|that|this|it|these|those)\b.*"
    rf"\b(?:get|got|calculated?|computed?|work(?:ed)? (?:that|it|this) out|know|derived?|find|arrive)\b|"
    rf"\bwhat(?:'s| is| was) (?:that|this|it|the {THING}) based on\b|"
    rf"\b(?:source|origin) of (?:that|this|the) {THING}\b|^\W*(?:says who|source)\W*$",
    re.IGNORECASE,
)
MEANING = re.compile(
    rf"^\W*(?:and |so |but |ok )*(?:what (?:does|do|did) (?:{IT}|these|those) mean|meaning|"
    rf"what(?:'s| is) {IT} (?:supposed to mean|exactly)|i don'?t (?:get|understand) {IT})"
    r"(?: exactly| here)?\W*$",
    re.IGNORECASE,
)
INCLUDES = re.compile(
    rf"^\W*(?:and |so |but |ok )*what(?:'?s| is| does| do| did| all)?(?: all)? (?:"
    rf"(?:(?:{IT}|the {THING}) )?"
    r"(?:include[sd]?|cover(?:s|ed)?|contain(?:s|ed)?|count(?:s|ed)?|comprise[sd]?|consist of)"
    rf"(?: in)?(?: {IT}| the {THING})?|in (?:{IT}|the {THING}|there))(?: exactly| then)?\W*$",
    re.IGNORECASE,
)
SENTENCE = re.compile(r".+?\[\w+\](?:\s?\[\w+\])*\.|.+?[.!?](?=\s|$)", re.DOTALL)


def said_before(question: str, before: Sequence[Turn]) -> list[str]:
    """The sentence of an earlier answer that the question asks to hear again; empty for another one."""
    found = AGAIN.search(question)
    told = [t for t in before if t.draft and any(not o.failed for o in t.outcomes)]
    if not found or not told:
        return []
    which = (found["which"] or "first").lower()
    place = {"first": 0, "second": min(1, len(told) - 1)}.get(which, -1)
    lead = SENTENCE.match(told[place].draft.strip())
    if lead is None:
        return []
    said = {0: "first", 1: "second"}.get(place, "last")
    return [f"The {said} figure I gave you: {lead[0].strip()}"]


def explained(question: str, past: Sequence[Answered], meanings: Sequence[str]) -> list[str]:
    """How the last figure was computed, or what it means; empty for any other question.

    `meanings` are the definitions of what it measures.
    """
    found = past[0][1] if past else None
    if found is None:
        return []
    if MEANING.search(question):
        return list(meanings)
    if INCLUDES.search(question):
        covered = words.sentence(f"It is {found['title']}", found["id"])
        return [covered, *meanings, *dict.fromkeys(w for w in found["warnings"] if "includ" in w)]
    return [basis(found), second(found)] if SOURCE.search(question) else []


def basis(found: Evidence) -> str:
    """What was computed and how, without figures: they stand in the evidence."""
    said = words.sentence(f"It is computed from the shop's own records: {found['title']}", found["id"])
    how = found["method"] or ""
    return f"{said} {how} The query and its rows open with that mark.".replace("  ", " ")


def second(found: Evidence) -> str:
    """What a second, independent computation of the headline says; empty where there was none."""
    again = found.get("second")
    if not again or again["agrees"] is None:
        return ""
    verdict = "gives the same" if again["agrees"] else "gives another figure, so neither is certain"
    return words.sentence(f"A second, independent way of computing it {verdict}", found["id"])

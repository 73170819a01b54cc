"""A message with several questions, cut into them."""

import re
from collections.abc import Callable

from agent.reading.result import Reading

SHORT = "vs v no nr dept avg incl excl approx e.g i.e jan feb mar apr jun jul aug sep sept oct nov dec"
"""Words whose full stop does not end a sentence."""
NOT_SHORT = "".join(rf"(?<!\b{re.escape(word)}\.)" for word in SHORT.split())
ENDS = re.compile(
    rf",\s+(?=no,? (?:i mean|wait|sorry|make that))|(?<=[?!;])\s+|(?<=\w\.){NOT_SHORT}\s+|\n+", re.IGNORECASE
)
JOINS = re.compile(
    r",?\s+(?:and then|and also|and|then|also|(?<!\d )(?<!\dk )plus)\s+"
    r"(?!how many (?:did we |have we |were )?(?:los[et]|gain|w[io]n|redeem|left|return|c[ao]me back|"
    r"lapse|ke?pt?|retain)\w*\b)"
    r"(?!(?:what|how much) (?:they|she|he|those) (?:spen[dt]|bought|buy)\b)"
    r"(?!what (?:share|part|percent\w*|%|proportion|fraction)\b[^?]*\b(?:that|this|those|these|they)\b)"
    r"(?=(?:how (?:many|much)|what(?:'s| is| are| was| were)?|which|who|when|show|give|list|tell|compare)\b)",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"\s=\s|^(?:let'?s |let us |we )?(?:call|define)\b|^by \S.* (?:i|we) mean\b|"
    r"^(?:now )?(?:take|consider|imagine) (?:our|the|all|only|just)\b(?!.*\b(?:out|off|away|sales)\b)",
    re.IGNORECASE,
)
"""A sentence that says what a word of the next one means, or of whom the next one is."""
JOINED = re.compile(r"\b(?:and|plus)\b|[,&]", re.IGNORECASE)
MOST = 3


def parts(message: str) -> list[str]:
    """The message's sentences, and clauses that ask anew ('... and how many ...'), in order."""
    found: list[str] = []
    meant = ""
    for sentence in ENDS.split(message.strip()):
        if DEFINES.search(sentence) and "?" not in sentence:
            meant += f"{sentence.rstrip(' .;')}, "
            continue
        found += JOINS.split(meant + sentence)
        meant = ""
    found += [meant.rstrip(", ")] if meant else []
    return [p.strip() for p in found if re.search(r"\w", p)] or [message.strip()]


def timed_apart(texts: list[str], read: Callable[[str], Reading]) -> list[str]:
    """The texts, those cut in two that ask for two figures of two times: 'sales in may, orders in june'."""
    return [piece for text in texts for piece in _each_with_its_time(text, read)]


def _each_with_its_time(text: str, read: Callable[[str], Reading]) -> list[str]:
    if not JOINED.search(text):
        return [text]
    reading = read(text)
    told = [s for s in reading.spans if s.kind in ("metric", "period") or s.target == "subject"]
    figures, times = told[::2], told[1::2]
    if [s.kind == "period" for s in told] != [False, True] * 2 or figures[0].target == figures[1].target:
        return [text]
    between = [s for s in reading.spans if times[0].end <= s.start < figures[1].start]
    joined = next((s for s in between if s.text.lower() in ("and", ",", "&", "plus")), None)
    same = times[0].target == times[1].target
    if (
        joined is None
        or same
        or any(s.kind not in ("function", "metric", "period", "value") for s in reading.spans)
    ):
        return [text]
    return [reading.question[: joined.start].strip(), reading.question[joined.end :].strip()]

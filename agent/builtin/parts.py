"""A message with several questions, cut into them."""

import re

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

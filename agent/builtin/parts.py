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
ABOUT = r"(?:it|its|they|their|that|this|those|these|the|we|our|there|he|she|his|her|any|most)"
BEGINS = (
    r"how (?:many|much|often|long|big|high|low|large|do|does|did|is|are|was|were|has|have|well|badly)|"
    r"what(?:'?s| is| are| was| were| did| do| does| share| percent\w*)?|which|who|when|"
    r"where (?:do|does|did|is|are|was|were)|show|give|list|tell|compare|"
    rf"(?:is|are|was|were|did|do|does|has|have) {ABOUT}|by how much|how (?:that|this|it|they) compares?|"
    r"(?:in|on|at|for|by|of|to|from|with) (?:which|what)|(?:the )?same (?:for|of|in|at|with)|"
    r"of (?:total|all|overall|the (?:whole|total|entire))"
)
"""How a question begins that stands beside another one."""
JOINS = re.compile(
    r",?\s+(?:and if so,?|and then|and also|and|then|also|but|"
    r"(?<!\d )(?<!\dk )plus|plus(?= (?:the )?same\b))\s+"
    r"(?!how many (?:did we |have we |were )?(?:los[et]|gain|w[io]n|redeem|left|return|c[ao]me back|"
    r"lapse|ke?pt?|retain)\w*\b)"
    r"(?!(?:what|how much) (?:they|she|he|those) (?:spen[dt]|bought|buy)\b)"
    r"(?!what (?:share|part|percent\w*|%|proportion|fraction)\b[^?]*\b(?:that|this|those|these|they)\b)"
    r"(?!(?:is|are|was|were) (?:it|that|this|they|those) (?:(?:even|really|actually|still) )*"
    r"(?:(?:above|over|more than|at least|under|below|less than|higher than|lower than) "
    r"(?:\$?\d|\w+ (?:%|perc))"
    r"|\$?\d))"
    rf"(?=(?:{BEGINS})\b)",
    re.IGNORECASE,
)
LISTED = re.compile(
    r"(?:,|\s[-–—])\s+(?=(?:how (?:many|much|often|did|do|does)|"
    r"what(?:'?s| is| are| was| were| did| do| does)|"
    r"(?:(?:in|on|at|for|from|with) )?which|(?:in|on|at|for|from|with) what|"
    r"when (?:do|does|did|was|were)|where (?:do|does|did)|show|give|list|tell|compare|"
    r"(?:did|do|does|is|are|was|were|has|have) (?:they|it|he|she|that|those|these))\b)",
    re.IGNORECASE,
)
"""A comma between questions, where what stands before it asks something itself."""
QUESTION = re.compile(r"\b(?:how (?:many|much|often|do|does|did)|what|which|who|when|where)\b", re.IGNORECASE)
ASKS = re.compile(
    rf"^\W*(?:(?:and|so|ok|please|pls|hi|hey|hello|then|also)\W+)*(?:{BEGINS})\b", re.IGNORECASE
)
DEFINES = re.compile(
    r"\s=\s|^(?:let'?s |let us |we )?(?:call|define)\b|^by \S.* (?:i|we) mean\b|"
    r"^(?:now )?(?:take|consider|imagine) (?:our|the|all|only|just)\b(?!.*\b(?:out|off|away|sales)\b)",
    re.IGNORECASE,
)
"""A sentence that says what a word of the next one means, or of whom the next one is."""
COUNTED = re.compile(
    r"^\W*(?:so )?how many(?: (?:of (?:them|those)|(?:is|are|was|were) (?:that|those|these|they|there|it)"
    r"(?: of them)?|(?:altogether|in total|in all|total)))*(?: (?:please|pls))?\W*$",
    re.IGNORECASE,
)
"""A wish for the number of what was just described: 'households that buy tofu, how many is that'."""
TAKEN_BACK = re.compile(
    r"(?:\.{2,}|…|[-–,;])\s*(?:no|nope|wait|sorry|scratch that|i mean)(?: wait| sorry)?\W*$", re.IGNORECASE
)
"""'How many stores... no, how many orders': the end of a clause that the next one takes the place of."""
JOINED = re.compile(r"\b(?:and|plus)\b|[,&]", re.IGNORECASE)


def asking(text: str) -> bool:
    """Whether the words are those of a question."""
    return bool(ASKS.search(text) or QUESTION.search(text))


def sentences(message: str, asks: Callable[[str], bool] = asking) -> list[list[str]]:
    """The message's sentences, each as its clauses that ask anew ('... and how many ...'), in order. `asks`
    says whether what stands before a comma is a question by itself."""
    found: list[list[str]] = []
    meant = ""
    for sentence in ENDS.split(message.strip()):
        if DEFINES.search(sentence) and "?" not in sentence:
            meant += f"{sentence.rstrip(' .;')}, "
            continue
        first, *further = _clauses(sentence, asks)
        found.append([meant + first, *further])
        meant = ""
    found += [[meant.rstrip(", ")]] if meant else []
    worded = [
        [
            c.strip()
            for c in clauses
            if re.search(r"\w", c) and not (TAKEN_BACK.search(c) and c is not clauses[-1])
        ]
        for clauses in found
    ]
    return [clauses for clauses in worded if clauses] or [[message.strip()]]


def parts(message: str) -> list[str]:
    """All clauses of the message that ask anew, in order."""
    return [clause for clauses in sentences(message) for clause in clauses]


def _clauses(sentence: str, asks: Callable[[str], bool]) -> list[str]:
    found: list[str] = []
    for clause in JOINS.split(sentence):
        pieces = LISTED.split(clause)
        for piece in pieces:
            counted = COUNTED.match(piece) and not ASKS.search(found[-1]) if found else None
            if found and (counted or (piece is not pieces[0] and not asks(found[-1]))):
                found[-1] += f", {piece}"
            else:
                found.append(piece)
    return found


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

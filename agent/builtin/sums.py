"""Which sum over earlier figures a question asks for: a change, a total, an average, the best of them."""

import re
from typing import Literal

Sum = Literal["", "change", "total", "mean", "best"]
HEAD = r"^\W*(?:(?:and|n|so|ok|okay|now|but|then|hm+|please|pls)\W+)*"
WHAT = (
    r"(?:(?:what(?:'?s| is| was| are)?(?: (?:it|that))?|give me|calculate|show(?: me)?) )?"
    r"(?:the |their |its )?"
)
SOME = r"(?:(?:two|three|four|five)(?: \w+)?|months|weeks|of (?:them|these|those))"
THEM = rf"(?:(?:(?:all|both|these|those|the|the last) )?{SOME}|that|this|it|those|these|them|both|all)"
RATE = r"(?:%|percent(?:age)?(?: terms)?|pct|relative terms)"
MORE = r"(?:more|less|higher|lower|bigger|smaller|up|down|fewer|better)"
GAP = r"(?:change|difference|increase|decrease|growth|gap|diff)"
MOST = r"(?:best|highest|biggest|largest|most|worst|lowest|smallest|better|higher|bigger|lower|worse)"


def _whole(*forms: str) -> re.Pattern[str]:
    """A question that is one of these forms and no more, whatever leads it in."""
    return re.compile("|".join(rf"{HEAD}(?:{form})\W*$" for form in forms), re.IGNORECASE)


ASKS: dict[Sum, re.Pattern[str]] = {
    "change": _whole(
        rf"(?:by )?how (?:much|many)(?: percent| %)? {MORE}(?: (?:is|was|were|are) (?:that|this|it|they))?"
        rf"(?: then)?(?: (?:in|as) {RATE})?",
        rf"{WHAT}(?:(?:%|percent(?:age)?|relative|pct|dollar) )?{GAP}(?: (?:in|as) {RATE})?",
        rf"by how much(?: (?:is|was) (?:that|this|it))?(?: then)?(?: (?:in|as)(?: a)? {RATE})?",
        rf"{WHAT}{GAP} in (?:\$|dollars|usd)",
        rf"(?:in|as)(?: a)? {RATE}",
    ),
    "total": _whole(
        rf"{WHAT}(?:sum|total|combined(?: total| figure)?)(?: (?:of|for))?(?: {THEM})?",
        rf"(?:add|sum) {THEM}(?: up| together)?",
        rf"{WHAT}(?:for )?{THEM} (?:together|combined|in total|added up|summed(?: up)?)",
        r"together|combined|altogether|in total|all together|taken together",
        rf"{WHAT}(?:whole|entire|full) (?:\w+ ){{1,3}}(?:together|combined|in total)",
    ),
    "mean": _whole(
        rf"{WHAT}(?:average|avg|mean) (?:of|for|over|across) {THEM}",
        rf"{WHAT}(?:monthly|weekly|quarterly|daily) (?:average|avg|mean)",
        rf"{WHAT}(?:average|avg|mean) (?:per|a|by) (?:month|week|quarter|day)",
    ),
    "best": _whole(
        r"which (?:one |of (?:them|those|these|the \w+) |month |week |day |quarter |period )?"
        rf"(?:is|was|were|did) (?:the )?{MOST}"
    ),
}
LOW = re.compile(r"\b(worst|lowest|smallest|lower|worse)\b", re.IGNORECASE)
SAID = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


def asked(question: str) -> Sum:
    """Which sum over earlier figures the whole question asks for; '' where it asks for something else."""
    return next((kind for kind, pattern in ASKS.items() if pattern.search(question)), "")

"""A later part of a question in the words of a follow-up: 'then' is 'in that week', 'the winner' a store."""

import re

from agent.builtin.references import Before
from knowledge.metrics import Definitions

THEN = re.compile(
    r"(?<=\w)\s+(?:back )?then\b(?=\W*$|\s+(?:in|at|for|by|of|on)\b)|"
    r"\b(?:at|in|during|over) (?:that|this|the same|those) (?:times?|periods?|moments?)\b",
    re.IGNORECASE,
)
"""'What was on promotion then': a time that an earlier part found."""
WINNER = re.compile(
    r"\b(?:the|that) (?:winner|winning one|leader|leading one|top one|best one|number one|no\.? ?1|#1|"
    r"worst one|loser|laggard|champion|former)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(\b(?:than|vs\.?|versus|against|compared (?:to|with)) )(\d+\b(?![.,]?\d|\s?%))", re.IGNORECASE
)
"""'Better than 367', of a store: a number that stands for another one."""
SUCH = re.compile(r"\bsuch(?= (?:orders|baskets|customers|households|trips|visits|people|shoppers)\b)", re.I)
VALUE = re.compile(r"\b(?:average|avg|mean) (?:value|worth|amount|size)\b", re.IGNORECASE)
"""Of orders, their basket."""
OF_ALL = re.compile(
    r"^\W*(?:and )?of ((?:total|all|overall|the (?:whole|total|entire))\b.*?)\W*$", re.IGNORECASE
)
"""'As a share of Meat, and of total sales.'"""
HOW_MUCH = re.compile(
    r"^\W*(?:and )?how much(?: (?:is|was) (?:it|that))?(?P<all> in total| altogether| overall| in all)?\W*$",
    re.IGNORECASE,
)
"""'Which gives the most discount, and how much in total.'"""
HOW_MANY = re.compile(r"^\W*(?:and )?how many (?:is|are|was|were) (?:that|it|they)\W*$", re.IGNORECASE)
"""After a share: of how many."""
BUYS = re.compile(
    r"\bwho (?:mostly |mainly |usually )?(?:buys|bought|purchases|drinks|eats|gets) "
    r"(it|them|this|these|that|those)(?: most| the most| mostly| mainly)?(?=\W*$)",
    re.IGNORECASE,
)
"""Who they are is told by their age, which is known of most."""
STILL = re.compile(
    r"^\W*(?:and )?(?:is|was|are|were) (?:it|that|this|he|she|they) (?:(?:also|still|again) )?(?:the )?"
    r"(?:number one|no\.? ?1|#1|top|best|biggest|first|leading|highest|largest)(?: one)?"
    r"(?: too| also| as well)? "
    r"(?=(?:for|in|at|among|on|with|of) )",
    re.IGNORECASE,
)
"""'Is it also number one for seniors' asks for the same ranking of them."""


def pointed_out(text: str, before: Before, definitions: Definitions) -> str:
    """The part, its 'then' and 'the winner' said with the noun of the rows that they stand for."""
    text = SUCH.sub("those", STILL.sub("what about ", text))
    metric = definitions.metrics[before.request.metrics[0]]
    if found := HOW_MUCH.match(text):
        label = metric.label.lower()
        text = (
            f"total {label}"
            if found["all"] or not before.request.by
            else f"{label} of that {before.said(definitions)}"
        )
    if metric.ratio and metric.unit == "percent" and HOW_MANY.match(text):
        text = f"number of {definitions.metrics[metric.ratio.numerator].label.lower()}"
    text = BUYS.sub(r"which age group has the highest sales of \1", text)
    if before.request.metrics[0] == "orders":
        text = VALUE.sub("average basket", text)
    text = NUMBER.sub(lambda found: f"{found[1]}{before.numbered(definitions)}{found[2]}", text)
    dimension = before.noun(definitions)
    if dimension is None:
        return THEN.sub("", text)
    this = "that" if before.one(definitions) else "those"
    noun = dimension.label.lower() if this == "that" else dimension.plural.lower()
    place = {"date": "on", "weekday": "on", "hour": "at"}.get(dimension.name, "in")
    text = THEN.sub(f" {place} {this} {noun}" if before.timed(dimension) else "", text)
    return WINNER.sub(f"that {dimension.label.lower()}", text)

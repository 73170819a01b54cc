"""A fragment that asks for all of something again: 'and the whole chain?', 'on everything'."""

import re

from agent.builtin.chosen import LEVELS
from agent.builtin.clarify import Ask, Option
from agent.builtin.lift import LEAD
from agent.builtin.write.restriction import named
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest

OPENS = (
    r"(?:(?:what|how) about\W+|(?:and|vs|versus|now|so|just|then)\W+|"
    r"(?:for|in|at|on|of|across|over|with|from)\W+)*"
)
ALL = r"(?:the |our |my )?(?:whole|entire|total|overall|complete|all(?: of)?(?: the| our)?|every|full)"
ENDS = r"(?: (?:overall|in total|as a whole|together|altogether|again|please|pls|instead|then|too))*\W*$"
PLACES = r"(?:stores?|shops?|chain|company|business|group|network|branches|locations)"
GOODS = r"(?:goods|products?|categor(?:y|ies)|departments?|items|assortment|range|things?|stuff)"
PEOPLE = r"(?:customers?|households?|hhs?|shoppers?|people|famil(?:y|ies)|buyers?|clients?)"
WIDER = {
    "store": rf"(?:{ALL} {PLACES}|the (?:chain|company|business)|"
    r"(?:the |our )?(?:shop|store|chain|company) overall|(?:chain|company)[- ]?wide|everywhere|nationwide)",
    "product": rf"(?:{ALL} {GOODS}|everything|anything)",
    "customer": rf"(?:{ALL} {PEOPLE}|everyone|everybody|anyone)",
    "": r"(?:(?:what(?:'?s| is| was) )?(?:the )?(?:overall )?average|all of (?:them|those|these)|all|overall|"
    r"in total|the (?:total|whole)(?: thing)?)",
}
IDLE = re.compile(
    r"\b(?:again|repeat|show|chart|plot|table|graph|draw|list|display|same|back|undo|once more|remind|"
    r"sort\w*|order\w*|go on|continue|more|detail\w*|figures?|numbers?|print|export|why|how|explain|mean|"
    r"ok(?:ay)?|yes|no|right|good|nice|great|cool|fine|thanks?|please|pls)\b",
    re.IGNORECASE,
)
"""Words of fragments that change nothing and ask for nothing else."""
MOST = 3


def widened(question: str, previous: MetricRequest, definitions: Definitions) -> Reading | None:
    """The fragment as the filters that it lifts; None where it is another question or lifts none."""
    for kind, words in WIDER.items():
        if re.search(rf"{LEAD}{OPENS}{words}{ENDS}", question, re.IGNORECASE):
            drops = _lifted(kind, question, previous, definitions)
            return Reading(question, drops=drops, refers_back=True, replaces=True) if drops else None
    return None


def _lifted(kind: str, question: str, previous: MetricRequest, definitions: Definitions) -> list[str]:
    groups = {f.dimension: definitions.dimensions[f.dimension].group for f in previous.filters}
    if kind == "product":
        return [d for d in groups if d in LEVELS]
    if kind in ("store", "customer"):
        people = ["customer"] if kind == "customer" and previous.customers else []
        return [d for d, group in groups.items() if group == kind] + people
    if re.search(r"\baverage\b", question, re.IGNORECASE):
        # The average of a rate is the rate of all together.
        return list(previous.by) if definitions.metrics[previous.metrics[0]].ratio else []
    # 'All of them again' takes back the last choice of whom or where.
    again = re.search(r"\b(?:again|back)\b", question, re.IGNORECASE)
    return list(groups)[-1:] if again else []


def unclear(reading: Reading, previous: MetricRequest, definitions: Definitions) -> Ask | None:
    """What to ask about a fragment of which nothing changes the request before: the same figure once more
    would answer another question."""
    content = [s for s in reading.spans if s.kind not in ("function", "follow_up")]
    changes = (
        reading.drops or reading.refers_to or reading.share or reading.capability or reading.unknown
        or reading.metrics or reading.by or reading.filters or reading.customers or reading.baskets
        or reading.period or reading.compare or reading.rank or reading.having or reading.tool
        or reading.summary or reading.count_of or reading.any_of
    )  # fmt: skip
    words = re.findall(r"[a-z]{3,}", reading.question.lower())
    if content or changes or len(words) < 2 or IDLE.search(reading.question) or not reading.refers_back:
        return None
    asked = "I do not see what that changes. Do you mean one of these?"
    return Ask(asked, _options(reading, previous, definitions))


def _options(reading: Reading, previous: MetricRequest, definitions: Definitions) -> tuple[Option, ...]:
    """The request before without each of what restricts it."""
    made = [
        Option(
            f"Without the restriction to {named(f, definitions)}",
            Reading(reading.question, drops=[f.dimension], refers_back=True, replaces=True),
        )
        for f in previous.filters
        if f.op == "in"
    ]
    if previous.period:
        made.append(
            Option("For all of the data", Reading(reading.question, drops=["period"], refers_back=True))
        )
    return tuple(made[:MOST])

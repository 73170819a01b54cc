"""A restriction taken back: 'without that filter', 'drop the weekend thing', 'undo that', 'as before'."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from agent.builtin.history import Answered
from agent.reading.result import Reading
from agent.reading.tokens import phrase_key
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest

LEAD = r"^\W*(?:(?:and|so|ok|okay|but|now|then|hm+|actually|please|pls|can you|could you)\W+)*"
NOUN = (
    r"(?:filters?|restrictions?|limit|conditions?|selection|constraint|cut|split|comparison|thing|bit|part|"
    r"stuff)"
)
LIFTS = re.compile(
    rf"{LEAD}(?:the same |same |show (?:it|that) |again )?(?:but )?"
    r"(?:without|w/o|drop|remove|lose|forget|ditch|undo|clear|cancel|lift|ignore|"
    r"take (?:off|out|away)|leave|never ?mind|scrap|skip|leave out|no)\s+(?:the|that|this|those|my|last)\s+"
    rf"(?P<what>[\w &/+-]*?)\s*\b{NOUN}"
    r"(?:\W+(?:again|please|pls|now|too|once more|this time|though|tho))*\W*$",
    re.IGNORECASE,
)
LEADS = re.compile(
    rf"{LEAD}(?:forget|never ?mind|scrap|ditch|drop|enough of|leave)(?: about)?(?: the)? "
    r"(?P<what>[\w &/+-]+?)(?: aside| alone| then| now)*\s*(?:[,;:]| - )\s*(?P<rest>\S.+)$",
    re.IGNORECASE,
)
UNDOES = re.compile(
    rf"{LEAD}(?:undo|revert|roll back|take (?:that|it) back|go back|step back|back)"
    r"(?: (?:that|it|this|one|a step|one step|the last (?:one|change|step|edit|thing)|"
    r"to (?:before|how it was)))*"
    r"(?:\W+(?:please|pls|again))*\W*$|"
    rf"{LEAD}(?:as (?:it was )?before|like before|the way it was|how it was before)\W*$",
    re.IGNORECASE,
)
EVERYTHING = re.compile(
    r"\b(?:overall|on everything|across the board|all (?:goods|products|categories)|"
    r"(?:that|this|the) (?:store|shop|household|customer)(?:\W?s)? total)\b",
    re.IGNORECASE,
)
TIMES = {"date", "dates", "time", "period", "month", "quarter", "week", "days"}
SLOTS = {"comparison": "compare", "limit": "limit", "top": "limit", "compare": "compare", "vs": "compare"}
"""Words for what else a request holds besides conditions."""


def lifted(
    question: str, previous: MetricRequest, definitions: Definitions, read: Callable[..., Reading]
) -> Reading | None:
    """The question as what it takes back of the request before: dimensions of its filters, 'customer' for its
    sets, 'period', 'compare' or 'limit'; None where it takes nothing back that the request holds."""
    if led := LEADS.match(question):
        # "Forget produce, total sales": what the second part says is said without what the first takes back.
        drops = _named(led["what"], previous, definitions)
        rest = read(led["rest"], previous) if drops else None
        return replace(rest, drops=[*rest.drops, *drops], refers_back=True) if rest else None
    said = LIFTS.search(question)
    if said is None:
        return None
    words = _said(said["what"])
    noun = re.search(rf"\b({NOUN})\b", question[said.start("what") :], re.IGNORECASE)
    named = words | ({noun[1].lower()} if noun else set())
    drops = _named(said["what"], previous, definitions)
    drops += ["period"] if previous.period and _timed(words, previous) else []
    drops += [slot for word, slot in SLOTS.items() if word in named and getattr(previous, slot, None)]
    if not drops and not said["what"].strip():
        drops = [f.dimension for f in previous.filters[-1:]] or (["customer"] if previous.customers else [])
    if not drops:
        return None
    kept = [b for b in previous.baskets if not any(words & _words(f, definitions) for f in b.holding)]
    return Reading(question, drops=list(dict.fromkeys(drops)), baskets=kept, refers_back=True)


def _named(what: str, previous: MetricRequest, definitions: Definitions) -> list[str]:
    """The dimensions of the filters that the words name, and 'customer' for a set of households."""
    words = _said(what)
    drops = [f.dimension for f in previous.filters if f.op == "in" and words & _words(f, definitions)]
    whom = [f for s in previous.customers for f in s.filters if words & _words(f, definitions)]
    held = [f for b in previous.baskets for f in b.holding if words & _words(f, definitions)]
    return drops + ["customer" for _ in whom[:1]] + ["order" for _ in held[:1]]


def _said(what: str) -> set[str]:
    return {*phrase_key(what), *what.lower().split()}


def undone(question: str, past: list[Answered]) -> list[Answered]:
    """The answers without the last one, where the question takes back what that one changed; else all."""
    if not UNDOES.search(question) or len(past) < 2:
        return past
    last = past[0][0]
    return next((past[i:] for i, (request, _) in enumerate(past) if request != last), past)


def goes_back(question: str) -> bool:
    """Whether the question only takes back the last change."""
    return UNDOES.search(question) is not None


def without_goods(reading: Reading, previous: MetricRequest, goods: Iterable[str]) -> Reading:
    """'What did that store take overall' after its wine: of all goods."""
    every = EVERYTHING.search(reading.question)
    named = any(f.dimension in goods for f in reading.filters)
    if not (every and reading.refers_to) or named or reading.by:
        return reading
    # Whom or where is pointed at: what 'overall' lifts is what was asked of them.
    return replace(reading, drops=[f.dimension for f in previous.filters if f.dimension in goods])


def _words(f: Filter, definitions: Definitions) -> set[str]:
    """The words that a condition may be called by: of its dimension and of its values."""
    known = definitions.dimensions[f.dimension]
    named = [known.label, known.plural, *known.synonyms, f.dimension.replace("_", " ")]
    named += [str(v) for v in f.values]
    named += [w for w, meant in known.values_synonyms.items() if _meets(meant, f)]
    return {w for name in named for w in (*phrase_key(str(name)), *str(name).lower().split())}


def _meets(meant: object, f: Filter) -> bool:
    values = meant if isinstance(meant, list) else [meant]
    return any(str(v) in {str(x) for x in f.values} for v in values)


def _timed(words: set[str], previous: MetricRequest) -> bool:
    label = (previous.period.label if previous.period else "").lower().split()
    return bool(words & TIMES or words & set(label))

"""Messages that state a preference: what is always to be left out or looked at alone, and what to forget."""

import re
from collections.abc import Callable

from agent.preferences import Preference, Wish, made
from agent.reading.result import Reading
from knowledge.metrics import Definitions

LASTING = re.compile(
    r"\b(?:(?:please )?(?:always|from now on|in (?:the )?future|going forward|by default|in general|"
    r"permanently|every time|remember(?: that| to)?|keep in mind(?: that)?|note that|"
    r"make a note(?: that)?))\b,?",
    re.I,
)
NEVER = re.compile(r"\bnever (?:count|include|show|use|consider|mention)\b", re.I)
POLITE = re.compile(
    r"^(?:(?:please|kindly|ok(?:ay)?|and|can you|could you|i want you to|you should|i prefer to|to)\b[, ]*)+",
    re.I,
)
EVERYWHERE = r"(?: of (?:it|everything|all(?: answers)?))?"
OUT = [
    re.compile(rf"(?:leave|count|take|keep) (?P<what>.+?) out{EVERYWHERE}", re.I),
    re.compile(
        r"(?:leave out|count out|take out|keep out|exclude|ignore|skip|drop|without|"
        r"(?:do not|don't|dont) (?:count|include|show|use)) (?P<what>.+)",
        re.I,
    ),
]
COUNT_OUT = re.compile(r"count (?P<what>.+?) out", re.I)
ALONE = [
    re.compile(
        r"(?:i|we)(?:'m|'re| am| are)? (?:only|just) (?:care (?:about|for)|interested in|responsible for|"
        r"deal with|work (?:with|for|in|on)|look (?:at|after)|run|manage) (?P<what>.+)",
        re.I,
    ),
    re.compile(
        r"(?:my|our) (?P<what>(?:store|shop|department|category|brand|segment)s? (?:is|are) .+)", re.I
    ),
]
ALONE_LASTING = [
    re.compile(r"(?:only|just) (?:look at|show(?: me)?|count|use|consider|include) (?P<what>.+)", re.I),
    re.compile(r"(?:look|focus) (?:only )?(?:at|on) (?P<what>.+?)(?: only| alone)?", re.I),
    re.compile(r"(?:limit|restrict) (?:everything|all(?: answers)?|it) to (?P<what>.+)", re.I),
]
FORGET = re.compile(
    r"(?:forget|no longer remember|"
    r"stop (?:leaving out|excluding|ignoring|counting out|remembering)|"
    r"(?:count|include) (?=.+ (?:back )?(?:in )?again$))\s*"
    r"(?:about )?(?P<what>.*?)(?: (?:back )?(?:in )?again)?",
    re.I,
)
LIST = re.compile(
    r"(?:what (?:do|did|have) you (?:remember(?:ed)?|ke(?:ep|pt) in mind)(?: (?:of|about) me)?|"
    r"(?:show|list|tell)(?: me)?(?: all)? (?:my |your )?(?:preferences|memory|memories)|"
    r"what (?:did|have) i (?:tell|told|ask|asked) you to remember)",
    re.I,
)
ALL = re.compile(
    r"(?:everything|all|all of it|all (?:of )?(?:that|my preferences|preferences))(?: you remember)?", re.I
)
IT = re.compile(r"(?:that|it|this|the last (?:one|thing))?", re.I)
LONGEST = 200


def wish(text: str, read: Callable[[str], Reading], definitions: Definitions) -> Wish | None:
    """What a message asks of the memory; None for every message that asks of the shop."""
    said = " ".join(text.split()).rstrip(".! ")
    bare = POLITE.sub("", said)
    if len(said) > LONGEST:
        return None
    if LIST.fullmatch(bare.rstrip("?")):
        return Wish("list")
    if "?" in said:
        return None
    if found := FORGET.fullmatch(bare):
        what = found["what"].strip()
        return Wish(
            "forget", what="everything" if ALL.fullmatch(what) else "" if IT.fullmatch(what) else what
        )
    return _stated(said, bare, read, definitions)


def _stated(said: str, bare: str, read: Callable[[str], Reading], definitions: Definitions) -> Wish | None:
    never = NEVER.search(bare)
    lasting = bool(LASTING.search(bare) or never)
    rest = POLITE.sub("", " ".join(LASTING.sub(" ", bare).split()).strip(" ,"))
    if never:
        rest = NEVER.sub("leave out", rest)
    forms = [("exclude", form) for form in (OUT if lasting else [COUNT_OUT])]
    forms += [("focus", form) for form in (ALONE + ALONE_LASTING if lasting else ALONE)]
    for kind, form in forms:
        found = form.fullmatch(rest)
        what = re.sub(r" (?:is|are) ", " ", found["what"]) if found else ""
        if what and (one := _typed(kind, said, what, read, definitions)):
            return Wish("keep", one)
    if re.match(r"(?:please )?(?:remember|keep in mind|note|make a note)\b", bare, re.I) and rest:
        return Wish("keep", made("note", said, rest[:1].upper() + rest[1:]))
    return None


def _typed(
    kind: str, said: str, what: str, read: Callable[[str], Reading], definitions: Definitions
) -> Preference | None:
    """The preference as filters, read as in a question; None where the words are no plain selection."""
    out = kind == "exclude"
    found = read(f"sales leaving out {what}" if out else f"sales for {what}")
    other = found.unknown or found.absent or found.period or found.having or found.choices or found.customers
    if not found.filters or other or found.metrics != ["sales"] or found.baskets or found.any_of:
        return None
    if any((f.op == "not_in") != out for f in found.filters):
        return None
    named = []
    for one in found.filters:
        known = definitions.dimensions[one.dimension]
        values = {str(value) for value in one.values}
        named += [str(value) for value in one.values]
        named += [word for word, of in known.values_synonyms.items() if {str(v) for v in of} <= values]
    filters = [one.model_dump(mode="json", exclude_defaults=True) for one in found.filters]
    words = f"Without {what}" if out else f"Only {what}"
    return made("exclude" if out else "focus", said, words, filters=filters, named=sorted(set(named)))

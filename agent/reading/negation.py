"""Which values a negation reaches, before them or after: 'without fuel and beer', 'take fuel out'."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.restricted import Restricted

_BUY = {"sell", "sells", "sold", "selling", "carry", "stock",
    "buy", "bought", "buying", "purchase", "purchased", "purchasing", "shop", "shopped", "order",
    "ordered", "visit", "visited", "redeem", "redeemed", "use", "used"}  # fmt: skip
_LEADS = {"in", "for", "by", "with", "of", "from", "on", "to", "at", "who", "that", "which", "when", "where"}
"""Words that start a part of the sentence which an earlier negation does not reach."""
_WITHOUT = {"without", "excluding", "ex", "excl", "exc", "less", "minus", "w/o"}
_OUT = {"excluded", "removed", "omitted", "left out", "taken out", "stripped out",
    "not included", "not counting",
    "excepted", "exclusive", "filtered out", "ignored", "skipped"}  # fmt: skip
_DROPS = {"drop", "ditch", "cut", "scrap", "nix", "lose", "dump", "toss", "kill", "dropping"}
_OPENS = {"and", "now", "then", "please", "pls", "ok", "okay", "can", "you", "just", "lets", "let", "us",
    "but", "also", ","}  # fmt: skip
_TAKES = {"take", "taking", "leave", "leaving", "keep", "keeping", "strip", "stripping", "kick", "put", "cut",
    "throw", "throwing", "drop", "pull", "get", "rip"}  # fmt: skip


def negated(s: Sentence, place: int) -> str:
    """ "" or how a value is negated: "yes", or "bought" for people who did not buy it."""
    if stands_out(s, place) or _dropped(s, place):
        return "yes"
    at = place - 1
    while at >= 0:
        link = s.links[at]
        words = s.words(link)
        if link.kind == "metric" and _WITHOUT & set(words.split()) and at < place - 1:
            return "yes"  # "sales without fuel and cigarettes", where the first part is a figure of its own
        if link.kind == "negation":
            skipped = {w for x in s.links[at + 1 : place] for w in s.words(x).split()}
            return "bought" if skipped & _BUY else "yes"
        told = link.kind == "function" and words not in _LEADS and place - at < 6
        side_by_side = s.is_and(link) or told or words in {"either", "both", "nor", *_BUY}
        value_before = link.kind == "value" and at < place - 1
        if not (side_by_side or value_before or link.target in ("qualifier", "subject")):
            return ""
        if words in _BUY and at == place - 1 and not any(x.kind == "negation" for x in s.links[:at]):
            return ""
        at -= 1
    return ""


def _dropped(s: Sentence, place: int) -> bool:
    """'Drop fuel': no drop in a figure, where the verb opens the sentence and goods follow."""
    at = place - 1
    while at >= 0 and s.words(s.links[at]) in ("the", "all", "out"):
        at -= 1
    if at < 0 or s.words(s.links[at]) not in _DROPS:
        return False
    opens = all(s.words(x) in _OPENS for x in s.links[:at])
    if opens:
        s.tell(at)
    return opens


def stands_out(s: Sentence, place: int) -> bool:
    """'Take fuel out', 'with cigarettes excluded': the negation stands after what it leaves out."""
    after = [s.words(x) for x in s.links[place + 1 : place + 3]]
    if after and after[0] in _OUT:
        return True
    if after[:2] in (["not", "included"], ["not", "counted"], ["left", "out"], ["taken", "out"]):
        for at in (place + 1, place + 2):
            if s.links[at].kind == "unknown":
                s.links[at] = replace(s.links[at], kind="function")
        return True
    ahead = {w for x in s.links[max(0, place - 4) : place] for w in s.words(x).split()}
    if not after or after[0] not in ("out", "off", "away", "aside") or not ahead & _TAKES:
        return False
    for at in range(max(0, place - 4), place):
        if s.links[at].kind == "unknown" and s.words(s.links[at]) in _TAKES:
            s.links[at] = replace(s.links[at], kind="function")
    return True


def lone_negation(s: Sentence, place: int, found: Restricted) -> None:
    """A negation that negates no value must not be passed over, unless it negates nothing at all."""
    following = s.following(place)
    if following is None or following.kind in (
        "value",
        "function",
        "follow_up",
        "rank",
        "capability",
        "condition",
    ):
        return
    if following.kind == "unknown" or s.showed(following.target):
        return
    words = s.words(s.links[place])
    if words == "not" and any(x.kind == following.kind == "metric" for x in s.links[:place]):
        at = s.links.index(following)  # "orders, not sales"
        s.tell(at, "taken back")
        found.replaced = True
        return
    instead = [x for x in s.links[place + 2 :] if x.kind == following.kind]
    if words == "not" and instead and any(s.words(x) in ("but", "rather") for x in s.links):
        at = s.links.index(following)
        s.tell(at, "taken back")
        found.replaced = True
        return
    idle = (
        "no",
        "less",
        "minus",
        "dont",
        "do not",
        "didnt",
        "did not",
        "doesnt",
        "does not",
        "havent",
        "have not",
    )
    if words in idle or (words in ("not", "isnt", "arent", "wasnt", "werent") and following.kind != "metric"):
        return
    found.unknown.append((s.links[place].first, following.after))

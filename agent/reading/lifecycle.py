"""Customers by where they stand: 'first-time beer buyers', 'new vs returning', 'how many did we lose'."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.days import Days, When
from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.periods import find_periods
from agent.reading.recognise import keys_from
from agent.reading.standing import ROLE, describe
from agent.reading.timewords import norm
from agent.reading.tokens import Token

_STANDING = {
    "new": "new_customers", "first time": "new_customers", "returning": "returning_customers",
    "existing": "returning_customers", "repeat": "repeat_customers", "lapsed": "lapsed_customers",
    "lost": "lapsed_customers", "churned": "lapsed_customers", "retained": "retained_customers",
    "reactivated": "reactivated_customers", "won back": "reactivated_customers",
}  # fmt: skip
"""How customers are described, and the figure that counts them."""
_DONE = {
    "lose": "lapsed_customers", "lost": "lapsed_customers", "losing": "lapsed_customers",
    "loose": "lapsed_customers", "gain": "new_customers", "gained": "new_customers",
    "gaining": "new_customers", "win": "new_customers", "won": "new_customers",
    "acquire": "new_customers", "acquired": "new_customers", "attract": "new_customers",
    "keep": "retained_customers", "kept": "retained_customers", "retain": "retained_customers",
    "win back": "reactivated_customers", "won back": "reactivated_customers",
    "returned": "returning_customers", "came back": "returning_customers", "come back": "returning_customers",
}  # fmt: skip
"""What a shop does to customers, or they to it, and the figure that counts it."""
_BETWEEN = 3
"""Words that may stand between a description and the noun: 'first-time frozen pizza buyers'."""
LOOK_BACK = {"retained_customers", "lapsed_customers", "reactivated_customers", "previous_customers",
    "retention_rate", "churn_rate"}  # fmt: skip
"""Figures that set a period against the one before it, and mean nothing of all the data at once."""
_MONEY = {"new_customers": "sales_to_new_customers", "returning_customers": "sales_to_returning_customers"}
_COMPARES = {"than", "vs", "more", "less", "versus", "more than", "less than"}
_RETURNED = {"returning_customers", "repeat_customers", "retained_customers", "repeat_rate"}
_OF = {"of", "to", "for", "by", "among", "from", "with", "per"}
_WE = {"we", "i", "our", "us", "they"}


def find_standing(tokens: list[Token], lexicon: Lexicon, definitions: Any) -> list[Link]:
    """Links from words that say where customers stand to the figures that count them."""
    people = [at for at in range(len(tokens)) if _is_people(tokens, at, lexicon)]
    links: list[Link] = []
    for at in range(len(tokens)):
        for length in (3, 2, 1):
            words = " ".join(t.norm for t in tokens[at : at + length] if t.norm != "-")
            after = at + length
            if len(tokens[at : at + length]) < length or tokens[at].norm == "-":
                continue
            name = _STANDING.get(words, "")
            if name in definitions.metrics and _describes(tokens, at, after, people):
                links.append(Link(at, after, "metric", name, 1.05))
            done = _DONE.get(words, "")
            if done in definitions.metrics and _happens(tokens, at, after, people):
                links.append(Link(at, after, "metric", done, 1.05))
    return links


def _is_people(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    return any(
        term.name == "customers"
        for _, key in keys_from(tokens, at, 1, lexicon)
        for term in lexicon.terms.get(key, ())
    )


def _describes(tokens: list[Token], at: int, after: int, people: list[int]) -> bool:
    """Whether customers follow ('new beer buyers', 'new vs returning customers') or precede ('are new')."""
    verb = norm(tokens, at - 1) in ("are", "were", "is", "was")
    if verb:
        return any(p < at for p in people) and not any(p == after for p in people)
    return any(after <= p <= after + _BETWEEN for p in people)


def _happens(tokens: list[Token], at: int, after: int, people: list[int]) -> bool:
    """'How many customers did we lose', 'are we losing customers', 'shoppers who came back in may'."""
    ahead = any(0 < at - p <= 5 for p in people)
    ours = any(norm(tokens, i) in _WE for i in range(max(0, at - 3), at))
    back = norm(tokens, after - 1) in ("back", "returned")
    if back and not people and [norm(tokens, i) for i in (at - 2, at - 1)] == ["how", "many"]:
        return True
    behind = any(after <= p <= after + 2 for p in people)
    counted = ours and [norm(tokens, i) for i in (at - 4, at - 3)] == ["how", "many"]
    return (ahead and (ours or back)) or (ours and behind) or counted


def settle_standing(s: Sentence, definitions: Any, days: Days) -> None:
    """Takes the money of new customers for a figure of its own, and 'retained from may to june' for June."""
    standing = [p for p, x in enumerate(s.links) if x.kind == "metric" and x.target in _STANDING.values()]
    names = {s.links[p].target for p in standing}
    names |= {x.target for x in s.links if x.kind == "metric" and x.target in LOOK_BACK}
    spent = [
        p for p, x in enumerate(s.links)
        if x.kind == "metric" and x.target in ("sales", "weak_metric") and not _deed(s, p)
    ]  # fmt: skip
    for place in standing:
        money = _MONEY.get(s.links[place].target, "")
        if spent and set(_MONEY) <= names and any(s.words(x) in _COMPARES for x in s.links):
            describe(s, place)  # "do new customers spend less than returning ones": each of them
            _pass_noun(s, place)
        elif spent and money in definitions.metrics:
            if any(s.words(x) == "and" for x in s.links[place : spent[0]]):
                s.extra_metrics.append(money)  # "new shoppers and what they spent": how many, too
            else:
                s.links[place] = replace(s.links[place], target=money, data=None)
        elif spent and (s.links[spent[0]].target == "sales" or _what_is_bought(s)):
            # "sales to repeat customers": no figure of ours, and no count of them either
            describe(s, place)
            _pass_noun(s, place)
    standing = [p for p in standing if s.links[p].kind == "metric"]
    told = any(x.target.startswith(ROLE) for x in s.links)
    for place in spent if standing and not told else []:
        s.tell(place)
    others = [x for p, x in enumerate(s.links) if x.kind == "metric" and p not in standing]
    for place in standing:
        _tell(s, place, [x for x in others if x.target not in ("customers", "weak_metric")])
    if _kept(s, definitions, days) or not names & LOOK_BACK:
        return
    for place, link in enumerate(s.links):
        if link.kind == "period" and isinstance(link.data, When) and (later := _later(s, link, days)):
            s.links[place] = replace(link, data=later)


def _kept(s: Sentence, definitions: Any, days: Days) -> bool:
    """'What share of june's customers came back in july': the customers kept, or their share, of july."""
    place = next((p for p, x in enumerate(s.links) if x.target in _RETURNED and x.kind == "metric"), None)
    whens = [p for p, x in enumerate(s.links) if x.kind == "period" and isinstance(x.data, When)]
    if place is None or len(whens) != 2 or not whens[0] < place < whens[1]:
        return False
    first, second = s.links[whens[0]].data, s.links[whens[1]].data
    lengths = [(w.end - w.start).days for w in (first, second)]
    if (second.start - first.end).days != 1 or abs(lengths[0] - lengths[1]) > 3:
        return False
    shares = [p for p, x in enumerate(s.links) if x.target == "share"]
    name = "retention_rate" if shares else "retained_customers"
    if name not in definitions.metrics:
        return False
    s.links[place] = replace(s.links[place], target=name, data=None)
    for p in (*shares, whens[0]):
        s.tell(p)
    for p, x in enumerate(s.links):
        if x.target in ("customers", "customer"):
            s.tell(p, "subject")
    return True


def _deed(s: Sentence, place: int) -> bool:
    """Whether a verb of buying says what new customers did, and asks for no money: 'who bought wine'."""
    verb = s.words(s.links[place])
    return verb in BUYS - {"spend", "spent"} and s.words(s.links[0]) != "what"


def _tell(s: Sentence, place: int, others: list[Link]) -> None:
    """Passes over the noun of 'new customers'. Other figures of such customers ('the basket of new
    customers') are of a set of customers."""
    ahead = [w for w in (s.words(x) for x in s.links[max(0, place - 2) : place]) if w not in ("our", "the")]
    against = ahead[-1:] in (["vs"], ["than"], ["compared to"], ["against"]) and any(
        x.target.startswith(ROLE) for x in s.links[:place]
    )
    if others and ((ahead and ahead[-1] in _OF) or against):
        describe(s, place)
    _pass_noun(s, place)


def _what_is_bought(s: Sentence) -> bool:
    """'What do lapsed customers buy': the goods are asked for, and not how many they are."""
    bought = any(s.words(x) in ("buy", "buys", "bought", "purchase", "used to buy") for x in s.links)
    return bool(s.links) and s.words(s.links[0]) in ("what", "whats") and bought


def _pass_noun(s: Sentence, place: int) -> None:
    for at, link in enumerate(s.links):
        near = at < place or at - place <= _BETWEEN
        if link.target in ("customers", "customer") and link.kind in ("metric", "dimension") and near:
            s.tell(at, "subject")


def _later(s: Sentence, link: Link, days: Days) -> When | None:
    """The second of two periods that follow each other, as in 'from q1 to q2': the one asked about."""
    words = [t.norm for t in s.tokens[link.first : link.after]]
    if "to" not in words:
        return None
    tail = s.tokens[link.first + words.index("to") + 1 : link.after]
    whole = [x.data for x in find_periods(tail, days) if x.first == 0 and x.after == len(tail)]
    first, second = link.data, next(iter(whole), None)
    if second is None or second.end != first.end:
        return None
    head, length = (second.start - first.start).days, (second.end - second.start).days + 1
    return second if abs(head - length) <= 3 else None

"""Words that nothing explains and that cannot restrict what is asked: passed over, which is said."""

from agent.reading.context import Sentence
from agent.reading.english import is_english, restricting_adverbs
from agent.reading.links import Link

_FOLLOWS = {"me", "us", "that", "it", "the", "our", "a", "an", "to", "there", "i", "we", "you", "its"}
"""What follows a verb that opens a request: 'pretend it is', 'spit out the', 'whip me up a'."""


def passed_over(s: Sentence) -> list[str]:
    """Takes words that cannot restrict out of what is not understood, and returns them as typed: adverbs of
    manner, and verbs that open a request. A word that may describe a thing stays not understood."""
    said: list[str] = []
    for place, link in enumerate(s.links):
        token = s.tokens[link.first]
        if link.kind != "unknown" or not token.norm.isalpha() or token.norm in s.lexicon.holding:
            continue
        if _is_adverb(token.norm) or _opens(s, place):
            said.append(token.text)
            s.links[place] = Link(link.first, link.after, "function", "passed over")
    return said


def _is_adverb(word: str) -> bool:
    """Whether a word in -ly is an adjective and its ending: 'clearly', 'happily', but not 'holy'."""
    base = word.removesuffix("ly")
    made = (base, base + "le", base[:-1] + "y", base + "l")
    real = len(base) > 2 and word.endswith("ly") and any(is_english(one) for one in made)
    return real and word not in restricting_adverbs()


def _opens(s: Sentence, place: int) -> bool:
    """Whether a word is the verb that a request begins with."""
    after = s.links[place + 1] if place + 1 < len(s.links) else None
    ahead = [x for x in s.links[:place] if any(t.norm.isalnum() for t in s.tokens[x.first : x.after])]
    first = not ahead or all(
        s.words(x) in ("please", "pls", "can", "could", "you", "ok", "hey") for x in ahead
    )
    verb = is_english(s.tokens[s.links[place].first].norm)
    return first and verb and after is not None and s.words(after) in _FOLLOWS

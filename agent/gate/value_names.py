"""The phrases by which a dimension's values are named."""

import re
from collections import Counter

from agent.gate.context import Phrases, tokens
from tools.wording import readable

_COMMON_WORDS = (
    "with other others misc item items product products from under over total sale sales order orders "
    "basket baskets household households customer customers store stores share week month average kids "
    "adult adults none unknown only all more less most type group goods food foods"
)
COMMON = frozenset(_COMMON_WORDS.split())
_SPELLED = {
    "0": ("no", "without", "zero"), "1": ("one", "1"), "2": ("two", "2"), "3": ("three", "3"),
    "3+": ("three or more", "3 or more", "three plus", "3+"), "4": ("four", "4"),
    "5+": ("five or more", "5+"),
}  # fmt: skip
_PLACED = 5
"""Up to here "number 3" is a place in an order, not a name."""
_TIME_UNITS = ("hour", "week", "day", "month", "year")
_PARTS_OF = ("decile", "quintile", "quartile", "tenth", "fifth")
_PLACES = dict(
    zip(
        "123456789",
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
        strict=True,
    )
)
_ENDS = {"1": ("top", "first", "highest"), "10": ("bottom", "last", "lowest"), "5": ("bottom", "last"),
         "4": ("bottom", "last")}  # fmt: skip


def add_phrase(phrases: Phrases, words: str, axis: str, value: str) -> None:
    stems = tuple(token.stem for token in tokens(words))
    if stems and (stems, axis, value) not in phrases[stems[0]]:
        phrases[stems[0]].append((stems, axis, value))


def _noun(head: str) -> str:
    """The word of a dimension's name that its values go with: "tenth" of "tenth of households"."""
    words = head.split()
    return next((word for word in words if word in _PARTS_OF), words[-1])


def is_bare(words: str) -> bool:
    """Whether a value needs its column's name beside it to be recognised: a number, a letter, yes or no."""
    short = len(words) < 2 or words.casefold() in ("true", "false", "no", "yes")
    return short or re.fullmatch(r"[\d.]+", words) is not None


def add_values(
    phrases: Phrases, name: str, values: list[str], heads: set[str], metric_words: set[str]
) -> None:
    """Adds a dimension's values, and of long ones each word that tells it from all others."""
    count = Counter(stem for value in values for stem in {token.stem for token in tokens(value)})
    taken = metric_words | COMMON | {token.stem for head in heads for token in tokens(head)}
    spelled = [tuple(token.stem for token in tokens(value)) for value in values]
    for value in values:
        key = value.casefold()
        if is_bare(value):
            for head in (words for words in heads if words.split()):
                for end in _ENDS.get(key, ()) if key == "1" or key == values[-1].casefold() else ():
                    add_phrase(phrases, f"{end} {_noun(head)}", name, key)
                if key in _PLACES and _noun(head) in _PARTS_OF:
                    add_phrase(phrases, f"{_PLACES[key]} {_noun(head)}", name, key)
                for said in (
                    () if _noun(head).casefold() in (*_TIME_UNITS, *_PARTS_OF) else _SPELLED.get(key, ())
                ):
                    add_phrase(phrases, f"{said} {_noun(head)}", name, key)
                    for child in ("child", "children") if head.endswith("kids") else ():
                        add_phrase(phrases, f"{said} {child}", name, key)
                add_phrase(phrases, f"{head} {value}", name, key)
                add_phrase(phrases, f"{_noun(head)} {value}", name, key)
                if key.isdecimal() and int(key) > _PLACED and _noun(head).casefold() not in _TIME_UNITS:
                    add_phrase(phrases, f"number {value}", name, key)
                if key in ("true", "false"):
                    add_phrase(phrases, head if key == "true" else f"not {head}", name, key)
            continue
        add_phrase(phrases, value, name, key)
        add_phrase(phrases, readable(value), name, key)
        turned = re.fullmatch(r"(\d[\d,]*) (\w+) or (more|less|fewer)", value)
        if turned:
            add_phrase(phrases, f"{turned[1]} or {turned[3]} {turned[2]}", name, key)
            add_phrase(phrases, f"{turned[1]}+ {turned[2]}", name, key)
        parts = tokens(value)
        for size in range(2, len(parts)):
            head_of = tuple(part.stem for part in parts[:size])
            if sum(1 for stems in spelled if stems[:size] == head_of) == 1 and not set(head_of) <= taken:
                phrases[head_of[0]].append((head_of, name, key))
        for part in parts if len(parts) > 1 else ():
            if (
                count[part.stem] == 1
                and len(part.stem) > 3
                and part.stem.isalpha()
                and part.stem not in taken
            ):
                add_phrase(phrases, part.stem, name, key)

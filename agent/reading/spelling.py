"""Spelling: slang written out, and words that are no English word drawn to the nearest known one."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from agent.reading.days import MONTH_NAMES, MONTHS, WEEKDAYS
from agent.reading.english import capabilities, function_words, is_english, is_listed, phrases
from agent.reading.festivals import HOLIDAY_NAMES, SEASONS
from agent.reading.glued import apart
from agent.reading.lexicon import Lexicon
from agent.reading.timewords import NUMBERS, ORDINALS, UNITS
from agent.reading.tokens import Token, phrase_key, singular

_TIME_WORDS = {*MONTHS, *WEEKDAYS, *NUMBERS, *ORDINALS, *UNITS, *SEASONS, "yesterday", "today",
    "tomorrow", "weekend", "since", "until", "before", "after", "between", "during", "holiday", "ago",
    "ytd", "mtd", "qtd", "wtd", "previous", "past", "early", "late", "mid", "daily", "weekly", "monthly",
    "quarterly", "yearly", "hourly", "noon", "midnight", "morning", "evening", "afternoon", "night"
}  # fmt: skip

_FOR = re.compile(
    r"q[1-4]|h[12]|the|all|our|this|last|each|every|families|couples|singles|renters|homeowners"
    r"|sales|revenue|takings|turnover|me|us|em"
)
"""What may follow a 4 that is meant as 'for'."""
_RANKED = {"top", "bottom", "best", "worst", "last", "first", "biggest", "past", "next", "the", "or", "and"}
_LIKELY = 0.4
"""Spellings that are not further off than the nearest one by this much are all likely."""
_CLEAR = 0.01
"""A word is drawn to the nearest known one only if that one is nearer than the next by this much."""


@dataclass(frozen=True)
class Spelled:
    """Tokens with corrected forms; `corrected` maps places to (as typed, as read, score), `rivals` maps
    places of words left alone to the spellings among which the rest of the question has to decide."""

    tokens: list[Token]
    corrected: dict[int, tuple[str, str, float]]
    rivals: dict[int, list[str]]


@lru_cache(maxsize=1)
def general_words() -> dict[str, float]:
    """Words of general English that reading leans on, with how much a misspelling is drawn to them."""
    words: dict[str, float] = {singular(w): 0.55 for w in function_words() if len(w) > 3}
    for section, given in phrases().items():
        if section not in ("slang", "implied_metric"):
            flat = [p for part in given.values() for p in part] if isinstance(given, dict) else given
            for phrase in flat:
                words |= {part: 0.8 for part in phrase_key(phrase) if len(part) > 3 and part.isalpha()}
    for entry in capabilities().values():
        for phrase in entry["phrases"]:
            for part in phrase_key(phrase):
                if len(part) > 3 and part.isalpha():
                    words.setdefault(part, 0.5)
    for word in _TIME_WORDS:
        words[singular(word)] = 0.9
    for name in HOLIDAY_NAMES:
        for part in name.split():
            words.setdefault(part, 0.7)
    return words


def spell(
    tokens: list[Token], lexicon: Lexicon, vocabulary: dict[str, float], abbreviations: dict[str, str]
) -> Spelled:
    """Tokens as they were probably meant. A real English word is never turned into another one."""
    general = general_words()
    tokens = [part for token in tokens for part in apart(token, lexicon, vocabulary)]
    out: list[Token] = []
    corrected: dict[int, tuple[str, str, float]] = {}
    rivals: dict[int, list[str]] = {}
    for i, token in enumerate(tokens):
        out.append(token)
        ranked = i > 0 and tokens[i - 1].norm in _RANKED
        if token.text == "4" and i + 1 < len(tokens) and not ranked and _FOR.fullmatch(tokens[i + 1].norm):
            out[i] = replace(token, kind="word", norm="for", stem="for", value=None)
            continue
        if token.kind != "word" or (written := _written_out(tokens, i, lexicon, abbreviations)) is None:
            continue
        if written != token.norm:
            out[i] = replace(token, norm=written, stem=singular(written))
            continue
        if token.stem in lexicon.words or token.stem in general or token.norm in function_words():
            continue
        if token.stem in lexicon.holding or not token.norm.isalpha():
            continue
        if len(token.norm) < 4 or not token.norm.isascii():
            continue
        if (time := _as_heard(token.norm)) is not None:
            corrected[i] = (token.text, time, 0.8)
            out[i] = replace(token, norm=time, stem=time)
            continue
        if (base := _base(token, lexicon)) is not None:
            out[i] = replace(token, norm=base, stem=base)
            continue
        english = is_english(token.norm)
        known = _nearest({token.norm, token.stem}, vocabulary)
        named = [] if english else _nearest({token.norm, token.stem}, _names_beside(tokens, i, lexicon))
        found = named if named and (not known or named[0][1] <= known[0][1]) else known
        if not found:
            continue
        best, distance, score = found[0]
        if best in function_words() and best[0] != token.norm[0]:
            continue  # "vegan" is no "began": a word of content is not passed over for a letter
        sure = distance <= (1 if len(token.stem) < 7 else 2)
        rival = len(found) > 1 and found[1][2] - score < _CLEAR and vocabulary.get(best, 1.0) > 0.5
        if english:
            # Only an ending makes a word of it ('boggest'): it may as well be another one misspelt.
            if distance == 1 and not is_listed(token.norm) and _alike(token.stem, best):
                rivals[i] = [token.norm, best]
        elif not sure or rival:
            close = [word for word, apart, far in found[:4] if apart == distance and far - score < _LIKELY]
            if distance == 1 or (len(close) == 1 and _alike(token.stem, best)):
                rivals[i] = close
        else:
            corrected[i] = (token.text, best, 0.92 if distance == 1 else 0.8)
            out[i] = replace(token, norm=best, stem=singular(best))
    return Spelled(out, corrected, rivals)


def _as_heard(word: str) -> str | None:
    """The month or weekday that an unknown word sounds like: the same letters first, then consonants."""
    names = (*(n.lower() for n in MONTH_NAMES[1:]), *(n for n in WEEKDAYS if n.endswith("day")))
    named = [n for n in names if n[:2] == word[:2] and _bones(n) == _bones(word)]
    return named[0] if len(named) == 1 and not is_english(word) else None


def _base(token: Token, lexicon: Lexicon) -> str | None:
    """The governed word that a word is derived from: rainy from rain, redeeming from redeem."""
    for ending in ("y", "ing", "ed", "er"):
        base = token.norm.removesuffix(ending)
        if base != token.norm and len(base) > 3 and (base,) in lexicon.terms:
            return base
    return None


def _names_beside(tokens: list[Token], i: int, lexicon: Lexicon) -> dict[str, float]:
    """The words in the names of a dimension's values, where the dimension is said beside: 'pasrty dept'."""
    for other in (i + 1, i - 1):
        if not 0 <= other < len(tokens):
            continue
        said = str(phrases()["slang"].get(tokens[other].norm, tokens[other].norm))
        for term in lexicon.terms.get((singular(said),), ()):
            if term.kind == "dimension" and term.name in lexicon.value_words:
                return lexicon.value_words[term.name]
    return {}


def _written_out(tokens: list[Token], i: int, lexicon: Lexicon, abbreviations: dict[str, str]) -> str | None:
    """The word that an abbreviation stands for, the word itself, or None where it is part of a name."""
    word = tokens[i].norm
    full = phrases()["slang"].get(word) or abbreviations.get(word)
    if full is None or " " in full:
        return word
    following = tokens[i + 1].stem if i + 1 < len(tokens) else ""
    if full == "difference" and i and tokens[i - 1].norm in ("many", "of", "number", "all"):
        full = "different"
    named = (tokens[i].stem, following) in lexicon.terms and (singular(full), following) not in lexicon.terms
    if (tokens[i].stem, following) in lexicon.values or named:
        return None
    return str(full)


def vocabulary_of(lexicon: Lexicon) -> dict[str, float]:
    """All words that a misspelling may be drawn to, the shop's over those of general English."""
    return {**general_words(), **lexicon.words}


def _nearest(forms: set[str], vocabulary: dict[str, float]) -> list[tuple[str, int, float]]:
    """Known words nearest to any form of a word, best first, with how many keystrokes lie between, and how
    far they are when their pull and first letters count too. Nearest are the same letters in another order,
    then the same consonants."""
    found: dict[str, tuple[float, int]] = {}
    for word in forms:
        limit = 1 if len(word) < 5 else 2 if len(word) < 10 else 3
        hits = process.extract(word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=limit, limit=12)
        for other, distance, _ in hits:
            if len(other) < 4 or abs(len(other) - len(word)) > 2:
                continue
            alike = (0.4 if other[0] == word[0] else 0.0) + (0.2 if other.startswith(word) else 0.0)
            alike += 0.4 if sorted(other) == sorted(word) else 0.2 if _bones(other) == _bones(word) else 0.0
            score = (distance - 0.6 * vocabulary[other] - alike, int(distance))
            found[other] = min(score, found.get(other, score))
    ranked = sorted(found.items(), key=lambda entry: (entry[1], entry[0]))
    return [(other, distance, score) for other, (score, distance) in ranked[:5]]


def _alike(typed: str, meant: str) -> bool:
    """Whether two words have the same letters, or the same consonants in their order."""
    return sorted(typed) == sorted(meant) or _bones(typed) == _bones(meant)


def _bones(word: str) -> str:
    """A word without its doubled letters and, after the first, its vowels: what people get right."""
    single = [c for k, c in enumerate(word) if k == 0 or c != word[k - 1]]
    return single[0] + "".join(c for c in single[1:] if c not in "aeiouy")

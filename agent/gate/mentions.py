"""Where a text names something: the longest phrase first, lists gone on with, what is left out marked."""

import re

from agent.gate.context import LEFT_OUT, METRIC, TIME, Lexicon, Mention, Token, tokens
from agent.gate.dates import named_periods
from agent.gate.spans import bare_codes, spoken
from agent.gate.words import VERB

_WITHOUT = re.compile(
    r"(?:\b(?:without|excluding|excl\.?|except(?:ing)?(?: for)?|other than|apart from|leaving out|but not|"
    r"no|non)|\bw/o)"
    r"[\s-](?:the\s)?[\s*_'\"]*\Z",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(
    r"(?:,\s(?:and\s)?|\s(?:and|or|to|vs\.?|versus|against)\s|\s?[–-]\s?)(\d{1,6})\b(?!\s?%|[.,]\d)"
)
_PER = re.compile(r"\b(?:per|for each|each|every)\s\Z", re.IGNORECASE)
_LIST = re.compile(r"[\s*_]*(?:,|,?\s(?:and|or|nor))[\s*_]*", re.IGNORECASE)


def mentions(text: str, known: Lexicon) -> list[Mention]:
    """What `text` names, the longest phrase first; a period is never read as anything else."""
    periods = named_periods(text)
    found: list[Mention] = []
    words = tokens(text)
    n = 0
    while n < len(words):
        length, meanings = _longest(words, n, known, text)
        if not meanings:
            n += 1
            continue
        start, end = words[n].start, words[n + length - 1].end
        if length > 1 and set(meanings) <= known.values:
            # "Customer 2017" is a customer.
            periods = [p for p in periods if not (text[p.start : p.end].isdigit() and start < p.start < end)]
        if length > 1 and any(one not in known.values for one in meanings):
            meanings += _within(words[n : n + length], known)
        meanings = _meant(meanings, text[start:end], {word.stem for word in words[n : n + length]}, known)
        if length == 1 and _PER.search(text[:start]):
            meanings = [(axis, value) for axis, value in meanings if axis != METRIC]
        if length == 1 and VERB.fullmatch(text[start:end]) and text[start].islower():
            meanings = [one for one in meanings if one[0] == METRIC]
        if not any(p.start < end and start < p.end for p in periods):
            for axis, value in meanings:
                said = text[start:end].casefold()
                found += [Mention(start, end, axis, value, words=said), *_more(text, end, axis, known)]
                found += _in_words(text, end, axis, value, known)
        n += length
    found += [
        m for m in _numbers(text, known) if not any(p.start < m.end and m.start < p.end for p in periods)
    ]
    found += [
        Mention(p.start, p.end, TIME, text[p.start : p.end].casefold(), p.span, p.joint) for p in periods
    ]
    return _kept(sorted(found, key=lambda mention: mention[:4]), text)


def _numbers(text: str, known: Lexicon) -> list[Mention]:
    """Names that are hours, codes without their noun, or numbers from one to another."""
    return [
        Mention(start, end, axis, value, words=text[start:end].casefold())
        for start, end, axis, value in (*spoken(text, known.values), *bare_codes(text, known.values))
    ]


def _meant(
    meanings: list[tuple[str, str]], written: str, stems: set[str], known: Lexicon
) -> list[tuple[str, str]]:
    """The meanings without those of another name that is spelled out ("Cheeses" beside "Cheese"), and
    without goods that only share a word with the evidence's own period (sweets called Halloween)."""
    exact = {one for one in meanings if one[0] != METRIC and one[1] == written.casefold()}
    spelled = {axis for axis, _ in exact}
    return [
        one
        for one in meanings
        if (one in exact or one[0] not in spelled) and (one in known.values or not stems <= known.said)
    ]


def _more(text: str, end: int, axis: str, known: Lexicon) -> list[Mention]:
    """The rest of a list of numbered things: 18 in "campaigns 13 and 18"."""
    found = []
    while text[:end][-1:].isdigit() and (match := _NEXT_NUMBER.match(text, end)):
        if (axis, match[1]) in known.values:
            found.append(Mention(match.start(1), match.end(1), axis, match[1]))
        end = match.end()
    return found


_SPELLED = {"none": "0", "one": "1", "two": "2", "three": "3", "three or more": "3+", "four": "4"}
_WITH_N = re.compile(
    r"\b(?:with|have|has|had|for)\s(three or more|none|one|two|three|four)(?=\s*(?:[,.;:)\[]|\sand\b|\Z))"
)


def _in_words(text: str, end: int, axis: str, value: str, known: Lexicon) -> list[Mention]:
    """The rest of a list of numbers of things: two in "$31 with one child, $35 with two"."""
    if not re.fullmatch(r"\d\+?", value) or axis in (METRIC, TIME):
        return []
    return [
        Mention(m.start(1), m.end(1), axis, _SPELLED[m[1]])
        for m in _WITH_N.finditer(text, end)
        if (axis, _SPELLED[m[1]]) in known.values
    ]


def _kept(found: list[Mention], text: str) -> list[Mention]:
    """Marks by their axis the names that the text leaves out ("without Fuel, Tobacco or Cigarettes")."""
    kept, out = [], -1
    for mention in found:
        before = text[: mention.start]
        goes_on = out >= 0 and _LIST.fullmatch(text[out : mention.start]) is not None
        if mention.axis not in (TIME, METRIC) and (_WITHOUT.search(before) or goes_on or mention.start < out):
            out = mention.end
            kept.append(mention._replace(axis=LEFT_OUT + mention.axis))
        else:
            kept.append(mention)
    return kept


def _longest(words: list[Token], n: int, known: Lexicon, text: str) -> tuple[int, list[tuple[str, str]]]:
    """The length of the longest phrase that begins at a word, and all that it may mean."""
    length = 0
    meanings: list[tuple[str, str]] = []
    for phrases in (known.near, known.far):
        for stems, axis, value in phrases.get(words[n].stem, ()):
            size = len(stems)
            if size < length or tuple(word.stem for word in words[n : n + size]) != stems:
                continue
            if phrases is known.far and axis not in known.axes and size == 1 and not _is_name(words[n], text):
                continue
            if phrases is known.far and axis == METRIC and "_".join(stems) in known.axes:
                continue
            if size > length:
                length, meanings = size, []
            if (axis, value) not in meanings:
                meanings.append((axis, value))
    near = {value for axis, value in meanings if axis != METRIC and (axis, value) in known.values}
    if any(one[0] == METRIC and one in known.values for one in meanings):
        meanings = [one for one in meanings if one[0] == METRIC or one in known.values]
    if near:
        meanings = [m for m in meanings if (length > 1 if m[0] == METRIC else m in known.values)]
    return length, meanings


def _within(words: list[Token], known: Lexicon) -> list[tuple[str, str]]:
    """The evidence's names inside a longer metric's name: "sales of fuel" may be sales, filtered."""
    return [
        (axis, value)
        for n, word in enumerate(words)
        for stems, axis, value in known.near.get(word.stem, ())
        if tuple(w.stem for w in words[n : n + len(stems)]) == stems and len(stems) < len(words)
    ]


def _is_name(word: Token, text: str) -> bool:
    """Whether a single word is written as a name, in the middle of a sentence."""
    before = text[: word.start].rstrip(" *_(\"'")
    return text[word.start].isupper() and bool(before) and before[-1] not in ".!?:|#-•\n"

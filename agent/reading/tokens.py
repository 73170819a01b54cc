"""A question's text as tokens that remember where they stood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TokenKind = Literal["word", "number", "date", "clock", "symbol"]

_PIECES = re.compile(
    r"""
    (?P<date>\d{4}-\d{1,2}-\d{1,2} | \d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d) | \d{1,2}/\d{1,2}(?![\d/]))
  | (?P<clock>\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)? | \d{1,2}\s?[ap]\.?m\b\.?)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<number>(?:[$€£]\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?%|\s?(?:bn|mio|mm|k|m)\b)?)
  | (?P<word>w/o(?:ut)?\b | b/w\b | w/(?=\s) | (?:[qhw]|wk|week)\d{1,2}\b | b4\b | [^\W\d_]+(?:'[^\W\d_]+)*)
  | (?P<symbol><=|>=|!=|<>|\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-",
                         "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " "})  # fmt: skip
_SCALE = {"k": 1e3, "m": 1e6, "mm": 1e6, "mio": 1e6, "bn": 1e9}
_UNCHANGED = {"is", "was", "has", "this", "plus", "less", "minus", "versus", "vs", "us", "bus", "gas", "its",
              "status", "always", "yes", "does", "christmas", "thus", "as", "bonus", "analysis", "asparagus",
              "hummus", "citrus", "lens", "series", "news", "ads", "basis"}  # fmt: skip
_IRREGULAR = {"children": "child", "people": "person", "women": "woman", "men": "man", "halves": "half",
              "loaves": "loaf", "knives": "knife", "cookies": "cookie", "pies": "pie", "movies": "movie",
              "veggies": "veggie", "brownies": "brownie", "smoothies": "smoothie", "calories": "calorie",
              "diapers": "diaper", "potatoes": "potato", "tomatoes": "tomato", "heroes": "hero",
              "mangoes": "mango", "shelves": "shelf", "buses": "bus", "gases": "gas"}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A word, number or sign. `start` and `end` are offsets in the text as typed; `norm` is the plain
    lower-case form, `stem` its singular. For numbers `value` is the figure and `unit` "$", "%" or "";
    an ordinal (3rd) has unit "th"."""

    text: str
    start: int
    end: int
    kind: TokenKind
    norm: str
    stem: str
    value: float | None = None
    unit: str = ""


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """The singular of a lower-case English noun, good enough to match 'categories' with 'category'."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or word in _UNCHANGED or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Lower case, without accents and apostrophes."""
    folded = unicodedata.normalize("NFKD", word.translate(_QUOTES)).casefold()
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("'", "")


def tokenize(text: str) -> list[Token]:
    """Tokens in order; together they hold every letter and digit of the text."""
    found: list[Token] = []
    # translate keeps the length, so offsets stay those of the text as typed
    for piece in _PIECES.finditer(text.translate(_QUOTES)):
        kind = piece.lastgroup or "symbol"
        start, end = piece.span()
        raw = piece.group()
        if kind == "word":
            found.extend(_words(text, raw, start))
        elif kind in ("number", "ordinal"):
            found.append(_number(text, raw, start, end, kind))
        else:
            norm = "and" if raw == "&" else plain(raw).replace(" ", "")
            shape: TokenKind = "date" if kind == "date" else "clock" if kind == "clock" else "symbol"
            found.append(Token(text[start:end], start, end, shape, norm, norm))
    return found


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase's words, the form in which phrases are looked up."""
    return tuple(t.stem for t in tokenize(phrase) if t.kind != "symbol" or t.norm in ("and", "%", "#", "$"))


def _words(text: str, raw: str, start: int) -> list[Token]:
    lowered = raw.casefold()
    tail = 2 if lowered.endswith("'s") and len(lowered) > 3 else 0
    cut = start + len(raw) - tail
    norm = plain(raw[: len(raw) - tail])
    if not norm:
        return []
    made = [Token(text[start:cut], start, cut, "word", norm, singular(norm))]
    if tail:
        made.append(Token(text[cut : cut + tail], cut, cut + tail, "word", "s", "s"))
    return made


def _number(text: str, raw: str, start: int, end: int, kind: str) -> Token:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", raw)
    assert digits is not None
    value = float(digits.group().replace(",", ""))
    rest = raw[digits.end() :].strip().casefold()
    unit = "th" if kind == "ordinal" else "%" if rest == "%" else "$" if raw[0] in "$€£" else ""
    if kind == "number":
        value *= _SCALE.get(rest, 1.0)
    norm = raw.casefold() if unit == "th" else f"{value:g}" if value < 1e6 else str(int(value))
    return Token(text[start:end], start, end, "number", norm, norm, value, unit)

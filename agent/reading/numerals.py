"""Numbers in words of more than one token: 'two hundred', '50 grand', 'half a million', 'twenty-five'."""

from agent.reading.tokens import Token

_UNITS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "couple": 2}  # fmt: skip
_ONE = {"a": 1.0, "an": 1.0, "one": 1.0, "half": 0.5}
_TEENS = {"thirteen": 13, "fourteen": 14, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "grand": 1e3, "million": 1e6, "mil": 1e6, "mio": 1e6,
    "billion": 1e9, "dozen": 12.0}  # fmt: skip
_PLAIN = {"twenty", "thirty", "fifty"}
"""Tens that other readers know by their word, as they know the numbers up to twelve."""
_NOUNS = {"island", "total", "totals", "opening"}
"""What makes a name of the scale before it: thousand island, grand total."""


def joined(tokens: list[Token]) -> list[Token]:
    """The tokens with each number of several words as one, and words for numbers above twelve as numbers.

    A scale alone is none ('sales in thousands'), nor are single small numbers, which stay words.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        value, after = _number(tokens, at)
        if after == at:
            found.append(tokens[at])
            at += 1
            continue
        first, last = tokens[at], tokens[after - 1]
        text = " ".join(t.text for t in tokens[at:after])
        plain = f"{value:g}" if value < 1e6 else str(int(value))
        found.append(Token(text, first.start, last.end, "number", plain, plain, value, first.unit))
        at = after
    return found


def _number(tokens: list[Token], at: int) -> tuple[float, int]:
    """The number that starts at a place and the place behind it, the same where it is one that stays."""
    value, after = _small(tokens, at)
    if after == at:
        return 0.0, at
    alone = after == at + 1
    scaled = after
    if _norm(tokens, scaled) == "of" and _norm(tokens, scaled - 1) == "couple":
        scaled += 1  # "a couple of hundred"
    if _norm(tokens, scaled) in ("a", "an") and _norm(tokens, at) == "half":
        scaled += 1
    grown = False
    while _norm(tokens, scaled) in _SCALES and _norm(tokens, scaled + 1) not in _NOUNS:
        value, scaled, grown = value * _SCALES[_norm(tokens, scaled)], scaled + 1, True
        after = scaled
    if grown and value >= 100:
        joint = 1 if _norm(tokens, after) == "and" else 0
        rest, end = _small(tokens, after + joint)
        spelled = tokens[at].kind == "word" and _norm(tokens, after + joint) not in {*_ONE, "couple"}
        if spelled and end > after + joint and rest < 100 and tokens[after + joint].kind == "word":
            value, after = value + rest, end  # "a hundred and fifty"
    if not grown and (_norm(tokens, at) in _ONE or (alone and _norm(tokens, at) not in _MADE)):
        return 0.0, at
    return value, after


def _small(tokens: list[Token], at: int) -> tuple[float, int]:
    """A number below a hundred in words or one in digits, and the place behind it."""
    if at >= len(tokens):
        return 0.0, at
    token = tokens[at]
    if token.kind == "number" and token.unit in ("", "$") and token.value is not None:
        return token.value, at + 1
    if token.norm in _ONE:
        pair = token.norm in ("a", "an") and _norm(tokens, at + 1) == "couple"
        return (2.0, at + 2) if pair else (_ONE[token.norm], at + 1)
    if token.norm in _TENS:
        gap = 2 if _norm(tokens, at + 1) == "-" else 1
        unit = _UNITS.get(_norm(tokens, at + gap), 1 if _norm(tokens, at + gap) == "one" else 0)
        return (_TENS[token.norm] + unit, at + gap + 1) if 0 < unit < 10 else (_TENS[token.norm], at + 1)
    known = {**_UNITS, **_TEENS}.get(token.norm)
    return (float(known), at + 1) if known is not None else (0.0, at)


_MADE = {*_TEENS, *_TENS} - _PLAIN
"""Single words that become numbers."""


def _norm(tokens: list[Token], at: int) -> str:
    return tokens[at].norm if 0 <= at < len(tokens) else ""

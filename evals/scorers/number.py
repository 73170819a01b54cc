"""Numbers in an answer's text, read apart from the product's gate: the judge shares no bug with it."""

import re

_NUMBER = re.compile(
    r"(?<![\w.])(?P<sign>[-−–])?\s?\$?\s?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"\s?(?P<scale>%|percent\b|[KkMBb](?![A-Za-z])|thousand\b|million\b|billion\b)?"
)
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "billion": 1e9}


def numbers_in(text: str) -> list[tuple[float, ...]]:
    """Each figure of the text as the values it may stand for: 26.3 % is 26.3 and .263, 0.263 is also 26.3."""
    found: list[tuple[float, ...]] = []
    for match in _NUMBER.finditer(text):
        value = float(match["digits"].replace(",", ""))
        scale = (match["scale"] or "").lower()
        if scale in ("%", "percent"):
            readings: tuple[float, ...] = (value, value / 100)
        elif scale:
            readings = (value * _SCALES[scale],)
        else:
            readings = (value, value * 100) if 0 < value < 1 else (value,)
        if match["sign"]:
            readings += tuple(-reading for reading in readings)
        found.append(readings)
    return found


def holds_number(text: str, any_of: list[float], rel_tol: float, abs_tol: float) -> bool:
    """Whether some figure of the text lies within max(abs_tol, rel_tol × |value|) of one of the values."""
    readings = [reading for figure in numbers_in(text) for reading in figure]
    return any(
        abs(reading - value) <= max(abs_tol, rel_tol * abs(value)) + 1e-12
        for value in any_of
        for reading in readings
    )

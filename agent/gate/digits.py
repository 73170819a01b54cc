"""What digits and number words are worth, and to which precision."""

import re

from agent.gate.spellings import TENS, UNITS


def decimal(digits: str) -> tuple[float | None, int]:
    """The number behind a grouping of digits, English or (when it cannot be English) continental."""
    plain = re.sub(r"[\u2009\u202f\u00a0'’]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    else:
        plain = plain.replace(",", ".")
    if len(plain) > 40:
        return None, 0
    try:
        return float(plain), len(plain.partition(".")[2])
    except ValueError:
        return None, 0


def loose_of(digits: str, decimals: int) -> float:
    """Half the step of the last digit that carries meaning: 1,500 is to the hundred, 450 to the fifty."""
    bare = re.sub(r"\D", "", digits)
    kept = bare.rstrip("0")
    power = len(bare) - len(kept) - decimals
    return (2.5 if kept.endswith("5") and len(kept) > 1 else 0.5) * 10.0**power


def small(word: str) -> int:
    word = word.casefold()
    if word.isdecimal():
        return int(word)
    return sum(UNITS.get(part, 0) + TENS.get(part, 0) for part in re.split(r"[- ]", word))

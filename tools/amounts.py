"""Figures as text, for the names of bins and for findings: '$1,234', '12.5%', '3'."""

from tools.evidence import Unit

DIGITS: dict[str, int] = {"usd": 2, "ratio": 2, "count": 1}


def amount(value: float, unit: Unit) -> str:
    """A figure in the words of its unit; whole numbers and large amounts without decimals."""
    if unit in ("percent", "points"):
        return f"{value:.1%}"
    decimals = 0 if value == int(value) or abs(value) >= 1000 else DIGITS.get(unit, 2)
    text = f"{abs(value):,.{decimals}f}"
    return f"{'-' if value < 0 else ''}{'$' if unit == 'usd' else ''}{text}"

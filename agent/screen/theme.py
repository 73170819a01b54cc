"""One look for all charts: colours that are told apart also by the colour-blind, axes, units of the scale."""

from typing import Any

from agent.screen import style
from tools.evidence import Unit

PALETTE = ("#17917c", "#c98735", "#6c5fa3", "#b9204b", "#785b15", "#4b57cb", "#88a3c3", "#b6966c")
QUIET = "#9aa5a1"
"""The colour of what the first series is compared with."""
SHADES = [[0, "rgba(23,145,124,0.05)"], [1, "rgba(20,148,126,1)"]]
"""From little to much, over a light page as over a dark one."""
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
"""Marks of the lines, so that colour is not all that tells them apart."""
UNITS = {"usd": "US dollars", "percent": "Percent", "points": "Points", "count": "Count", "ratio": "Ratio"}
TICKS: dict[str, dict[str, Any]] = {
    "usd": {"tickformat": "$~s"},
    "percent": {"tickformat": ".0~%"},
    "points": {"tickformat": "+.1~%"},
    "count": {"tickformat": "~s"},
    "ratio": {"tickformat": ",.2~f"},
}


def ticks(unit: Unit) -> dict[str, Any]:
    """How the numbers of a scale are written."""
    given = TICKS.get(unit, {})
    symbol = style.CURRENCIES[style.now().currency]
    return {"tickformat": "~s", "tickprefix": symbol} if unit == "usd" and symbol != "$" else given


def axis(title: str) -> dict[str, Any]:
    """An axis of figures."""
    return {
        "title": {"text": title, "standoff": 12, "font": {"size": 12}},
        "zeroline": True,
        "nticks": 6,
        "automargin": True,
        "fixedrange": True,
    }


def category(title: str) -> dict[str, Any]:
    """An axis of names."""
    return {
        "title": {"text": title, "standoff": 10, "font": {"size": 12}},
        "type": "category",
        "ticks": "",
        "showgrid": False,
        "automargin": True,
        "fixedrange": True,
    }


def frame(wide: bool, legend: bool) -> dict[str, Any]:
    """What every chart's layout begins with. `wide` leaves room for figures on the right."""
    thousands, point = style.NUMBERS[style.now().numbers]
    return {
        "separators": point + thousands,
        "margin": {"l": 8, "r": 72 if wide else 16, "t": 34 if legend else 12, "b": 8, "pad": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 12.5},
        "showlegend": legend,
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
        },
        "hoverlabel": {"align": "left"},
    }

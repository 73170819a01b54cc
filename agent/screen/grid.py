"""Rows of evidence as a table that the page can sort: each cell as it reads and its place in the order."""

from collections.abc import Sequence
from typing import TypedDict

from agent.screen.drawn import ordered
from agent.screen.tables import cell, is_figure
from tools.evidence import Column, Evidence, Value

UNITS = {"usd": "US dollars", "percent": "percent", "points": "points", "count": "count", "ratio": "ratio"}
"""What the figures of a column are of, said under its label."""


class Header(TypedDict):
    """A column: its label, its unit in words, and whether figures stand in it."""

    label: str
    unit: str
    figure: bool


class Grid(TypedDict):
    """A table. `places[row][column]` is the place of the cell when the column is sorted upwards: equal for
    equal cells, and -1 for an empty one, which stays last."""

    title: str
    mark: str
    columns: list[Header]
    rows: list[list[str]]
    places: list[list[int]]


def grid(evidence: Evidence) -> Grid:
    """All rows of the evidence, in their order."""
    columns, rows = evidence["columns"], evidence["rows"]
    places = [_places([row.get(c["name"]) for row in rows], c) for c in columns]
    return {
        "title": evidence["title"],
        "mark": evidence["id"],
        "columns": [
            {
                "label": c["label"],
                "unit": UNITS.get(c["unit"], "") if is_figure(c) else "",
                "figure": is_figure(c),
            }
            for c in columns
        ],
        "rows": [[cell(row.get(c["name"]), c) for c in columns] for row in rows],
        "places": [list(row) for row in zip(*places, strict=True)],
    }


def _places(values: Sequence[Value], column: Column) -> list[int]:
    """Numbers stand by value, weekdays and the like in their own order, other text by the alphabet."""
    known: list[Value] = list(dict.fromkeys(value for value in values if value is not None))
    if all(isinstance(value, int | float) for value in known):
        inorder = sorted(known, key=lambda value: float(value or 0))
    else:
        inorder = ordered(sorted(known, key=lambda value: str(value).casefold()), column)
    place = {value: number for number, value in enumerate(inorder)}
    return [-1 if value is None else place[value] for value in values]

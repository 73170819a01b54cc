"""A chart specification and the rows it is drawn from, as a Plotly figure in plain JSON.

The figure carries no colours of the page: text, grid and hover follow the page's light or dark theme
through public/aisle.css, and the series colours are readable on both.
"""

from typing import Any

from agent.screen.drawn import drawn, in_order, named, ordered
from agent.screen.shapes import shape
from agent.screen.tables import cell
from agent.screen.theme import PALETTE, QUIET, SYMBOLS, UNITS, axis, category, frame, ticks
from tools.evidence import Chart, Column, Evidence, Value

MOST_LABELLED = 20
WIDEST_NAMES = 72
LONG_NAME = 12
BEYOND = 0.15
"""How far, in parts of their whole length, the axis goes on beyond bars on both sides of zero."""


def figure(evidence: Evidence) -> dict[str, Any]:
    """The Plotly figure (data, layout, config) of the evidence's chart.

    Raises ValueError when there is no chart, or when it names a column that the evidence lacks.
    """
    chart = evidence["chart"]
    if chart is None:
        raise ValueError(f"evidence {evidence['id']!r} has no chart")
    columns = {column["name"]: column for column in evidence["columns"]}
    missing = {chart["x"], *chart["y"], *([chart["series"]] if "series" in chart else [])} - set(columns)
    if missing:
        raise ValueError(f"the chart names columns that are not there: {sorted(missing)}")
    if special := shape(evidence, chart, columns):
        traces, own = special
        return _figure(traces, {**frame(wide=False, legend=False), **own})
    lines = chart["kind"] == "line"
    stacked = chart["kind"] == "stacked_bar"
    evidence = {**evidence, "rows": drawn(evidence, chart)}
    x = columns[chart["x"]]
    names = list(dict.fromkeys(cell(row.get(x["name"]), x) for row in evidence["rows"]))
    alone = "series" not in chart and len(chart["y"]) == 1
    # Bars that follow the day or the week are read from left to right, as far as their names fit; of the
    # hours every other name will do.
    fits = x["name"] == "hour" or sum(len(name) + 1 for name in names) <= WIDEST_NAMES
    upright = alone and in_order(evidence, chart) and fits
    many = len(names) > 6 and not upright
    flat = not lines and (many or any(len(name) > LONG_NAME for name in names))
    series = _series(evidence, chart, columns)
    if stacked:
        upright, flat = False, any(len(name) > LONG_NAME for name in names)
    # Figures stand on the bars where there is room for them.
    labelled = not stacked and (
        (len(names) <= MOST_LABELLED and len(series) < 4) if flat else len(names) * len(series) <= 8
    )
    traces = [
        _line(label, color, symbol, rows, x, column)
        if lines
        else _bar(label, color, rows, x, column, flat, labelled)
        for (label, column, rows), color, symbol in zip(
            series, _colors(chart, columns), SYMBOLS, strict=False
        )
    ]
    return _figure(
        traces, _layout(chart, columns, names, len(traces), flat, _room(evidence, chart, lines or stacked))
    )


def _figure(traces: list[dict[str, Any]], layout: dict[str, Any]) -> dict[str, Any]:
    config = {"displayModeBar": False, "responsive": True, "locale": "en-US"}
    return {"data": traces, "layout": layout, "config": config}


def _series(
    evidence: Evidence, chart: Chart, columns: dict[str, Column]
) -> list[tuple[str, Column, list[dict[str, Value]]]]:
    if "series" not in chart:
        return [(columns[name]["label"], columns[name], evidence["rows"]) for name in chart["y"]]
    split = columns[chart["series"]]
    groups: dict[Value, list[dict[str, Value]]] = {}
    for row in evidence["rows"]:
        groups.setdefault(row.get(split["name"]), []).append(row)
    measure, shown = columns[chart["y"][0]], list(groups)[: len(PALETTE)]
    return [(named(value, split), measure, groups[value]) for value in ordered(shown, split)]


def _colors(chart: Chart, columns: dict[str, Column]) -> list[str]:
    """The palette in order; a compared period is grey, so that the eye finds the present one."""
    if "series" in chart:
        return list(PALETTE)
    bright = iter(PALETTE)
    shown = chart["y"][: len(PALETTE)]
    return [QUIET if columns[name].get("kind") == "before" else next(bright) for name in shown]


def _line(
    label: str, color: str, symbol: str, rows: list[dict[str, Value]], x: Column, measure: Column
) -> dict[str, Any]:
    few = len(rows) <= 40
    return {
        "type": "scatter",
        "mode": "lines+markers" if few else "lines",
        "name": label,
        "x": [row.get(x["name"]) if x["unit"] == "date" else cell(row.get(x["name"]), x) for row in rows],
        "y": [row.get(measure["name"]) for row in rows],
        "line": {"color": color, "width": 2.5, "shape": "linear"},
        "marker": {"color": color, "size": 6, "symbol": symbol},
        "customdata": [[cell(row.get(c["name"]), c) for c in (x, measure)] for row in rows],
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        "connectgaps": False,
    }


def _bar(
    label: str,
    color: str,
    rows: list[dict[str, Value]],
    x: Column,
    measure: Column,
    flat: bool,
    labelled: bool,
) -> dict[str, Any]:
    names = [named(row.get(x["name"]), x) if flat else cell(row.get(x["name"]), x) for row in rows]
    values = [row.get(measure["name"]) for row in rows]
    shown = [cell(value, measure) for value in values]
    return {
        "type": "bar",
        "name": label,
        "orientation": "h" if flat else "v",
        "x": values if flat else names,
        "y": names if flat else values,
        "marker": {"color": color, "cornerradius": 3},
        "text": shown if labelled else None,
        "textfont": {"size": 11.5},
        "constraintext": "none",
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "customdata": [[name, text] for name, text in zip(names, shown, strict=True)],
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _room(evidence: Evidence, chart: Chart, lines: bool) -> dict[str, Any]:
    """The range of the value axis where bars go below zero: their figures need room on that side too."""
    values = [
        v for row in evidence["rows"] for name in chart["y"] if isinstance(v := row.get(name), int | float)
    ]
    low, high = min([0, *values]), max([0, *values])
    return {} if lines or low >= 0 else {"range": [low - BEYOND * (high - low), high + BEYOND * (high - low)]}


def _layout(
    chart: Chart, columns: dict[str, Column], names: list[str], traces: int, flat: bool, room: dict[str, Any]
) -> dict[str, Any]:
    measure, x = columns[chart["y"][0]], columns[chart["x"]]
    scale = {**axis(_measured(chart, columns)), "rangemode": "tozero", **ticks(measure["unit"]), **room}
    bands = category(x["label"])
    if chart["kind"] == "line" and x["unit"] == "date":
        del bands["type"]
    if flat:
        bands["autorange"] = "reversed"
        bands["title"] = {"text": ""}
    stacked = chart["kind"] == "stacked_bar"
    deep = 1 if stacked else traces
    height = 60 + max(len(names), 3) * (15 + 14 * deep) if flat else 310
    return {
        **frame(wide=flat and not stacked, legend=traces > 1),
        "height": height + (22 if traces > 1 else 0),
        "bargap": 0.32,
        "bargroupgap": 0 if stacked else 0.08,
        "barmode": "stack" if stacked else "group",
        "hovermode": "closest" if flat or chart["kind"] != "line" else "x",
        "xaxis": scale if flat else bands,
        "yaxis": bands if flat else scale,
    }


def _measured(chart: Chart, columns: dict[str, Column]) -> str:
    """What the value axis shows: the measure, or its unit where the legend names several."""
    if len(chart["y"]) == 1:
        return columns[chart["y"][0]]["label"]
    return UNITS.get(columns[chart["y"][0]]["unit"], "")

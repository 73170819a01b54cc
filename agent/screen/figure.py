"""A chart specification and the rows it is drawn from, as a Plotly figure in plain JSON.

The figure carries no colours of the page: text, grid and hover follow the page's light or dark theme
through public/aisle.css, and the series colours are readable on both.
"""

from typing import Any

from agent.screen.drawn import drawn, in_order, named, ordered
from agent.screen.tables import cell
from tools.evidence import Chart, Column, Evidence, Value

PALETTE = ("#17917c", "#dd8a2d", "#6b7fd7", "#c65d7b", "#8b9a46", "#7c8894", "#4fa3c7", "#a9744f")
QUIET = "#9aa5a1"
"""The colour of what the first series is compared with."""

MOST_LABELLED = 20
WIDEST_NAMES = 72
LONG_NAME = 12
BEYOND = 0.15
"""How far, in parts of their whole length, the axis goes on beyond bars on both sides of zero."""
UNITS = {"usd": "US dollars", "percent": "Percent", "points": "Points", "count": "Count", "ratio": "Ratio"}
TICKS: dict[str, dict[str, Any]] = {
    "usd": {"tickformat": "$~s"},
    "percent": {"tickformat": ".0~%"},
    "points": {"tickformat": "+.1~%"},
    "count": {"tickformat": "~s"},
    "ratio": {"tickformat": ",.2~f"},
}


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
    lines = chart["kind"] == "line"
    evidence = {**evidence, "rows": drawn(evidence, chart)}
    x = columns[chart["x"]]
    names = list(dict.fromkeys(cell(row.get(x["name"]), x) for row in evidence["rows"]))
    alone = "series" not in chart and len(chart["y"]) == 1
    # Bars that follow the day or the week are read from left to right, as far as their names fit.
    upright = alone and in_order(evidence, chart) and sum(len(name) + 1 for name in names) <= WIDEST_NAMES
    many = len(names) > 6 and not upright
    flat = not lines and (many or any(len(name) > LONG_NAME for name in names))
    series = _series(evidence, chart, columns)
    # Figures stand on the bars where there is room for them.
    labelled = (len(names) <= MOST_LABELLED and len(series) < 4) if flat else len(names) * len(series) <= 8
    traces = [
        _line(label, color, rows, x, column) if lines else _bar(label, color, rows, x, column, flat, labelled)
        for (label, column, rows), color in zip(series, _colors(chart, columns), strict=False)
    ]
    return {
        "data": traces,
        "layout": _layout(chart, columns, names, len(traces), flat, _room(evidence, chart, lines)),
        "config": {"displayModeBar": False, "responsive": True, "locale": "en-US"},
    }


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


def _line(label: str, color: str, rows: list[dict[str, Value]], x: Column, measure: Column) -> dict[str, Any]:
    few = len(rows) <= 40
    return {
        "type": "scatter",
        "mode": "lines+markers" if few else "lines",
        "name": label,
        "x": [row.get(x["name"]) if x["unit"] == "date" else cell(row.get(x["name"]), x) for row in rows],
        "y": [row.get(measure["name"]) for row in rows],
        "line": {"color": color, "width": 2.5, "shape": "linear"},
        "marker": {"color": color, "size": 6},
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
    scale = {
        "title": {"text": _measured(chart, columns), "standoff": 12, "font": {"size": 12}},
        "zeroline": True,
        "nticks": 6,
        "automargin": True,
        "rangemode": "tozero",
        "fixedrange": True,
        **TICKS.get(measure["unit"], {}),
        **room,
    }
    bands: dict[str, Any] = {
        "title": {"text": x["label"], "standoff": 10, "font": {"size": 12}},
        "showgrid": False,
        "automargin": True,
        "fixedrange": True,
    }
    if chart["kind"] != "line" or x["unit"] != "date":
        bands["type"] = "category"
    if flat:
        bands["autorange"] = "reversed"
        bands["title"] = {"text": ""}
    height = 60 + max(len(names), 3) * (15 + 14 * traces) if flat else 310
    return {
        "height": height + (22 if traces > 1 else 0),
        "margin": {"l": 8, "r": 72 if flat else 16, "t": 34 if traces > 1 else 12, "b": 8, "pad": 4},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 12.5},
        "bargap": 0.32,
        "bargroupgap": 0.08,
        "barmode": "group",
        "showlegend": traces > 1,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"},
        "hovermode": "closest" if flat or chart["kind"] != "line" else "x",
        "hoverlabel": {"align": "left"},
        "xaxis": scale if flat else bands,
        "yaxis": bands if flat else scale,
    }


def _measured(chart: Chart, columns: dict[str, Column]) -> str:
    """What the value axis shows: the measure, or its unit where the legend names several."""
    if len(chart["y"]) == 1:
        return columns[chart["y"][0]]["label"]
    return UNITS.get(columns[chart["y"][0]]["unit"], "")

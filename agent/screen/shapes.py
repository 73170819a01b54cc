"""Heat maps, calendars, scatters, funnels and boxes as Plotly traces and axes; `figure` adds the frame."""

import datetime as dt
from typing import Any

from agent.screen.drawn import ordered
from agent.screen.tables import cell
from agent.screen.theme import PALETTE, SHADES, axis, category, ticks
from tools.evidence import Chart, Column, Evidence, Value

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LABELLED_POINTS = 12
Drawing = tuple[list[dict[str, Any]], dict[str, Any]]
"""Traces, and what their layout has beside the frame."""


def shape(evidence: Evidence, chart: Chart, columns: dict[str, Column]) -> Drawing | None:
    """The drawing of one of these kinds; None for lines and bars."""
    if chart["kind"] == "heat":
        return _heat(evidence, columns[chart["x"]], columns[chart["series"]], columns[chart["y"][0]])
    if chart["kind"] == "calendar":
        return _calendar(evidence, columns[chart["x"]], columns[chart["y"][0]])
    if chart["kind"] == "scatter":
        return _scatter(evidence, columns[chart["x"]], columns[chart["y"][0]], columns[chart["series"]])
    if chart["kind"] == "funnel":
        return _funnel(evidence, [columns[name] for name in chart["y"]])
    return _box(evidence, columns[chart["y"][0]]) if chart["kind"] == "box" else None


def _heat(evidence: Evidence, across: Column, down: Column, measure: Column) -> Drawing:
    rows = evidence["rows"]
    xs = ordered(list(dict.fromkeys(row.get(across["name"]) for row in rows)), across)
    ys = ordered(list(dict.fromkeys(row.get(down["name"]) for row in rows)), down)
    found = {(row.get(across["name"]), row.get(down["name"])): row.get(measure["name"]) for row in rows}
    names, sides = [cell(x, across) for x in xs], [cell(y, down) for y in ys]
    squares = _squares([[found.get((x, y)) for x in xs] for y in ys], measure)
    squares |= {"x": names, "y": sides, "hovertemplate": "%{y}, %{x}<br><b>%{customdata}</b><extra></extra>"}
    layout = {
        "height": 110 + 30 * len(ys),
        "xaxis": {**category(across["label"]), **({"tickangle": 0, "dtick": 3} if len(xs) > 12 else {})},
        "yaxis": {**category(down["label"]), "autorange": "reversed"},
    }
    return [squares], layout


def _calendar(evidence: Evidence, day: Column, measure: Column) -> Drawing:
    """Weeks from left to right, weekdays from top to bottom."""
    found: dict[dt.date, Value] = {}
    for row in evidence["rows"]:
        found[dt.date.fromisoformat(str(row.get(day["name"]))[:10])] = row.get(measure["name"])
    first = min(found) - dt.timedelta(days=min(found).weekday())
    weeks = [first + dt.timedelta(weeks=n) for n in range((max(found) - first).days // 7 + 1)]
    days = [[week + dt.timedelta(days=n) for week in weeks] for n in range(7)]
    squares = _squares([[found.get(one) for one in line] for line in days], measure)
    squares |= {
        "x": [week.isoformat() for week in weeks],
        "y": [name[:3] for name in WEEKDAYS],
        "text": [[cell(one.isoformat(), day) for one in line] for line in days],
        "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>",
    }
    months = {**axis(""), "type": "date", "dtick": "M1", "tickformat": "%b", "showgrid": False}
    layout = {"height": 250, "xaxis": months, "yaxis": {**category(""), "autorange": "reversed"}}
    return [squares], layout


def _squares(values: list[list[Value]], measure: Column) -> dict[str, Any]:
    return {
        "type": "heatmap",
        "z": values,
        "customdata": [["" if v is None else cell(v, measure) for v in line] for line in values],
        "colorscale": SHADES,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "colorbar": {
            "thickness": 10,
            "outlinewidth": 0,
            "nticks": 4,
            "len": 1,
            "title": {"text": measure["label"], "side": "right", "font": {"size": 12}},
            **ticks(measure["unit"]),
        },
    }


def _scatter(evidence: Evidence, across: Column, up: Column, named: Column) -> Drawing:
    rows = [
        r for r in evidence["rows"] if r.get(across["name"]) is not None and r.get(up["name"]) is not None
    ]
    names = [cell(row.get(named["name"]), named) for row in rows]
    points = {
        "type": "scatter",
        "mode": "markers+text" if len(rows) <= LABELLED_POINTS else "markers",
        "x": [row[across["name"]] for row in rows],
        "y": [row[up["name"]] for row in rows],
        "text": names,
        "textposition": "top center",
        "textfont": {"size": 11},
        "marker": {"color": PALETTE[0], "size": 9, "opacity": 0.75},
        "customdata": [
            [name, cell(row[across["name"]], across), cell(row[up["name"]], up)]
            for name, row in zip(names, rows, strict=True)
        ],
        "hovertemplate": f"%{{customdata[0]}}<br>{across['label']} <b>%{{customdata[1]}}</b>"
        f"<br>{up['label']} <b>%{{customdata[2]}}</b><extra></extra>",
    }
    sides = [{**axis(c["label"]), **ticks(c["unit"]), "rangemode": "tozero"} for c in (across, up)]
    return [points], {"height": 360, "hovermode": "closest", "xaxis": sides[0], "yaxis": sides[1]}


def _funnel(evidence: Evidence, stages: list[Column]) -> Drawing:
    row = evidence["rows"][0]
    shown = [cell(row.get(stage["name"]), stage) for stage in stages]
    levels = {
        "type": "funnel",
        "y": [stage["label"] for stage in stages],
        "x": [row.get(stage["name"]) for stage in stages],
        "text": shown,
        "textinfo": "text",
        "textposition": "auto",
        "marker": {"color": PALETTE[0]},
        "connector": {"fillcolor": "rgba(128,140,138,0.18)", "line": {"width": 0}},
        "customdata": shown,
        "hovertemplate": "%{y}<br><b>%{customdata}</b><extra></extra>",
    }
    return [levels], {"height": 90 + 64 * len(stages), "yaxis": category(""), "xaxis": {"visible": False}}


def _box(evidence: Evidence, measure: Column) -> Drawing:
    """The box of the quartiles with whiskers from the 10th to the 90th percentile, all from the facts."""
    facts = {fact["name"]: fact["value"] for fact in evidence["facts"]}
    spread = {
        "type": "box",
        "orientation": "h",
        "q1": [facts["q1"]],
        "median": [facts["median"]],
        "q3": [facts["q3"]],
        "mean": [facts["mean"]],
        "lowerfence": [facts["p10"]],
        "upperfence": [facts["p90"]],
        "y": [""],
        "name": "",
        "boxmean": True,
        "marker": {"color": PALETTE[0]},
        "fillcolor": "rgba(23,145,124,0.22)",
        "line": {"width": 2},
    }
    said = f"{measure['label'].removeprefix('Mean ').capitalize()} · whiskers: 10th and 90th percentile"
    form = "$,.2f" if measure["unit"] == "usd" else ".1%" if measure["unit"] == "percent" else ",.2f"
    across = {**axis(said), **ticks(measure["unit"]), "hoverformat": form}
    return [spread], {"height": 190, "hovermode": "closest", "xaxis": across, "yaxis": category("")}

"""describe_data: what the shop's data hold and lack, which values match a word, what a figure means."""

import json
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process, utils

from knowledge.metrics import Absent, Definitions, Dimension, Metric, load_definitions
from tools.evidence import Column, Evidence, Fact, Value, evidence_for_model, make
from tools.warehouse.compile import compile_totals
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest
from tools.warehouse.values import DimensionValue, nearest_values, value_index

SIZES = ["sales", "orders", "customers", "products_sold", "stores_trading", "campaigns_run"]
EXAMPLES = [
    "What data do you have?",
    "Do you know margins?",
    "Which categories are about frozen food?",
    "What does average basket mean?",
    "Which metrics can I ask for?",
]
CERTAIN = 88
"""Likeness (0 to 100) from which a governed name or an absent topic counts as meant."""


class About(BaseModel):
    """What to describe."""

    model_config = ConfigDict(extra="forbid")
    about: str | None = Field(
        None, max_length=200, description="A word, value, metric or topic; left out: everything there is"
    )


def describe_data(about: str | None, warehouse: Warehouse, definitions: Definitions) -> Evidence:
    """What there is: sizes, period, metrics and dimensions; or, about a word, its definition, the values
    that match it, and whether it is something the shop does not record."""
    if not about or not about.strip():
        return _shop(warehouse, definitions)
    return _word(about.strip(), warehouse, definitions)


def describe_data_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse."""

    def run(about: str | None = None) -> tuple[str, Evidence]:
        """Find out what the shop's data hold and what they lack; which values of departments, categories,
        product types and so on match a word; what a metric or dimension means. Use it before query_metric
        when a word of the question is neither a known metric, dimension nor value."""
        evidence = describe_data(about, warehouse, load_definitions())
        return evidence_for_model(evidence), evidence

    return StructuredTool.from_function(
        run, name="describe_data", args_schema=About, response_format="content_and_artifact"
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words."""
    about = str(args.get("about") or "").strip()[:60]
    return f"Looking for “{about}” in the data" if about else "Looking at what the data hold"


def _shop(warehouse: Warehouse, d: Definitions) -> Evidence:
    facts: list[Fact] = [
        {"name": "first_day", "label": "First day", "value": str(warehouse.first_day), "unit": "date"},
        {"name": "last_day", "label": "Last day", "value": str(warehouse.last_day), "unit": "date"},
    ]
    sqls = []
    for metric in SIZES:
        sql = compile_totals(MetricRequest(metrics=[metric]), d)
        value = warehouse.run(sql).rows[0][0]
        sqls.append(sql)
        m = d.metrics[metric]
        facts.append({"name": metric, "label": m.label, "value": value, "unit": m.unit})
    rows: list[dict[str, Value]] = [
        {"kind": kind, "name": entry.label, "meaning": entry.meaning}
        for kind, entries in (("metric", d.metrics), ("dimension", d.dimensions))
        for entry in _entries(entries)
    ]
    rows += [
        {"kind": "not recorded", "name": a.topic, "meaning": f"{a.reason} {a.nearest}"} for a in d.absent
    ]
    return make(
        "describe_data",
        "What the shop's data hold and lack",
        columns=_text_columns({"kind": "Kind", "name": "Name", "meaning": "Meaning"}),
        rows=rows,
        facts=facts,
        sql=";\n".join(sqls),
        method="Sizes are computed from the data; meanings come from the definitions.",
        data_version=warehouse.data_version,
    )


def _word(about: str, warehouse: Warehouse, d: Definitions) -> Evidence:
    rows: list[dict[str, Value]] = []
    for kind, entries in (("metric", d.metrics), ("dimension", d.dimensions)):
        for entry in _named(about, _entries(entries)):
            use = f'"metrics": ["{entry.name}"]' if kind == "metric" else f'"by": ["{entry.name}"]'
            rows.append(_row(kind, entry.label, entry.meaning, use))
    absent = _absent(about, d)
    for topic in absent:
        rows.append(_row("not recorded", topic.topic, topic.reason))
    for found in _values(about, value_index(warehouse, d), sure=bool(rows)):
        kind = d.dimensions[found.dimension].label.lower()
        use = json.dumps({"dimension": found.dimension, "values": [found.value]})
        rows.append(_row(kind, found.value, None, use, found.weight or None))
    warnings = [f"{a.reason} {a.nearest} It would need: {a.needs}" for a in absent]
    if not rows:
        warnings.append(f"Nothing in the data is called '{about}'.")
    sales: Column = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "additive": False}
    return make(
        "describe_data",
        f"What the data hold about “{about}”",
        columns=[
            *_text_columns({"kind": "Kind", "name": "Name", "meaning": "Meaning", "use": "In a request"}),
            sales,
        ],
        rows=rows,
        method="Names and values that look like the word, best first; sales are those of all days.",
        data_version=warehouse.data_version,
        warnings=warnings,
    )


def _row(
    kind: str, name: str, meaning: str | None, use: str | None = None, sales: float | None = None
) -> dict[str, Value]:
    """One match; `use` is how a request to query_metric names it."""
    return {"kind": kind, "name": name, "meaning": meaning, "use": use, "sales": sales}


def _values(about: str, index: list[DimensionValue], sure: bool) -> list[DimensionValue]:
    """Values that hold every word of the text, largest sales first; else those that look most like it,
    unless the text is `sure` to mean something else."""
    words = [word.removesuffix("s") for word in about.lower().split()]
    holding = [
        e for e in index if any(all(w in name for w in words) for name in (e.value.lower(), *e.aliases))
    ]
    return (holding or ([] if sure else nearest_values(about, index, cutoff=80)))[:12]


def _entries(entries: dict[str, Metric] | dict[str, Dimension]) -> list[Metric | Dimension]:
    return list(entries.values())


def _named(about: str, entries: list[Metric | Dimension]) -> list[Metric | Dimension]:
    """The definitions that a text names, best first, at most three."""
    words = [(word, entry) for entry in entries for word in (entry.label, *entry.synonyms)]
    hits = _hits(about, [word for word, _ in words])
    found = {words[place][1].name: words[place][1] for place in hits}
    return list(found.values())[:3]


def _absent(about: str, d: Definitions) -> list[Absent]:
    words = [(word, a) for a in d.absent for word in (a.topic, *a.synonyms)]
    hits = _hits(about, [word for word, _ in words])
    return list({words[place][1].topic: words[place][1] for place in hits}.values())[:2]


def _hits(about: str, words: list[str]) -> list[int]:
    found = process.extract(
        about,
        words,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        limit=6,
        score_cutoff=CERTAIN,
    )
    return [place for _, _, place in found]


def _text_columns(labels: dict[str, str]) -> list[Column]:
    return [{"name": n, "label": text, "unit": "text", "role": "dimension"} for n, text in labels.items()]

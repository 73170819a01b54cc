"""The tools' schemas say nothing twice and still allow every call."""

import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, Field

from agent.tool_schemas import lean
from tools import tool_box
from tools.warehouse.connection import open_warehouse


class Days(BaseModel):
    """Two days."""

    title: str = Field(description="How one says it")
    end: str


class Asked(BaseModel):
    period: Days | None = None
    compare: Days | str | None = Field(None, description="Another one")


def test_titles_nulls_and_second_descriptions_go_and_names_stay() -> None:
    from langchain_core.tools import StructuredTool

    tool = StructuredTool.from_function(lambda **_: "", name="t", description="T", args_schema=Asked)
    asked = lean([tool])[0]["function"]["parameters"]["properties"]
    fields = {"title": {"description": "How one says it", "type": "string"}, "end": {"type": "string"}}
    days = {"properties": fields, "required": ["title", "end"], "type": "object"}
    assert asked["period"] == {"description": "Two days.", **days}
    again = {**days, "properties": {**fields, "title": {"type": "string"}}}
    assert asked["compare"] == {"description": "Another one", "anyOf": [again, {"type": "string"}]}


@pytest.fixture
def box(mini_shop: Path) -> list[Any]:
    return [one.tool for one in tool_box(open_warehouse(mini_shop))]


def test_the_tools_keep_their_arguments_and_get_shorter(box: list[Any]) -> None:
    whole = [convert_to_openai_tool(tool) for tool in box]
    for before, after in zip(whole, lean(box), strict=True):
        kept, had = after["function"], before["function"]
        assert (kept["name"], kept["description"]) == (had["name"], had["description"])
        assert set(kept["parameters"]["properties"]) == set(had["parameters"]["properties"])
        assert kept["parameters"].get("required") == had["parameters"].get("required")
    assert len(json.dumps(lean(box))) < 0.68 * len(json.dumps(whole))
    assert "null" not in json.dumps(lean(box))
    assert "\n        " not in json.dumps(lean(box)).replace("\\n", "\n"), (
        "docstrings are told without their margin"
    )

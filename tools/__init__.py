"""What the agent can call: an explicit list, in the order in which a model should consider it.

The tools are imported when the box is filled: a worker process that needs one small part of this
package must not load all of it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

    from tools.warehouse.connection import Warehouse


class Tool(NamedTuple):
    """A tool in the agent's box.

    `label(args)` says in plain words what a call does, while it runs; `examples` are questions that it
    answers; `ends_turn` hands the turn back to the person.
    """

    tool: BaseTool
    label: Callable[[dict[str, Any]], str]
    examples: list[str]
    ends_turn: bool = False


def tool_box(warehouse: Warehouse) -> list[Tool]:
    """The tools over one warehouse. Of its data, only the names of the tables are read here."""
    from tools import (
        ask_user,
        describe_data,
        explain_change,
        find_unusual,
        measure_spread,
        query_metric,
        run_sql,
    )

    box = [
        Tool(query_metric.query_metric_tool(warehouse), query_metric.label, query_metric.EXAMPLES),
        Tool(measure_spread.measure_spread_tool(warehouse), measure_spread.label, measure_spread.EXAMPLES),
        Tool(explain_change.explain_change_tool(warehouse), explain_change.label, explain_change.EXAMPLES),
        Tool(find_unusual.find_unusual_tool(warehouse), find_unusual.label, find_unusual.EXAMPLES),
        Tool(describe_data.describe_data_tool(warehouse), describe_data.label, describe_data.EXAMPLES),
        Tool(run_sql.run_sql_tool(warehouse), run_sql.label, run_sql.EXAMPLES),
        Tool(ask_user.ask_user_tool(), ask_user.label, [], ends_turn=True),
    ]
    for one in box:
        one.tool.description = inspect.cleandoc(one.tool.description)
    return box

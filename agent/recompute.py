"""Evidence once more from the call that made it, with no model."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from agent.answer import ToolCall
from agent.context import ToolInBox
from agent.nodes.act import to_mend
from tools.errors import ToolError
from tools.evidence import Evidence


class Lost(Exception):
    """The evidence cannot be computed again; the text says why."""


def recomputed(evidence: Evidence, calls: Sequence[ToolCall], box: Mapping[str, ToolInBox]) -> Evidence:
    """The evidence that its recorded call gives now, under the same id.

    Raises Lost for a call that is not recorded, of a tool that is not there, or that fails now.
    """
    name, args = recorded(evidence, calls)
    if name not in box or box[name].ends_turn:
        raise Lost(f"there is no tool {name!r} that could compute it")
    try:
        message = box[name].tool.invoke({"type": "tool_call", "id": "again", "name": name, "args": args})
    except ToolError as error:
        raise Lost(str(error)) from None
    except ValidationError as error:
        raise Lost(to_mend(error)) from None
    if not isinstance(message.artifact, dict):
        raise Lost(f"{name} made no evidence of this call")
    again: Any = {**message.artifact, "id": evidence["id"]}
    return again


def recorded(evidence: Evidence, calls: Sequence[ToolCall]) -> tuple[str, dict[str, Any]]:
    """The tool and arguments of the call that made the evidence: from the turn's calls, or, for a turn
    before, from what the evidence says of itself. Raises Lost where neither tells."""
    for call in calls:
        if evidence["id"] in call["evidence"] and not call["error"]:
            return call["name"], call["args"]
    made_by = evidence.get("call") or {}
    if isinstance(made_by.get("name"), str) and isinstance(made_by.get("args"), dict):
        return made_by["name"], made_by["args"]
    raise Lost("the call that made it is not recorded")

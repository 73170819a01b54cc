"""The tools as a chat API is told of them, without what a schema says twice."""

from collections.abc import Sequence
from typing import Any

from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

NULL = {"type": "null"}


def lean(tools: Sequence[BaseTool]) -> list[dict[str, Any]]:
    """The tools' schemas in OpenAI's format; they allow the same calls, except that an optional argument is
    left out rather than sent as null. What an argument means is told at the first tool that has it: the same
    words mean the same in all, and a model reads all of them."""
    said: set[str] = set()
    return [_lean(convert_to_openai_tool(tool), said) for tool in tools]


def _lean(part: Any, said: set[str]) -> Any:
    """The part of a schema without titles, without null as a choice, without the remark that nothing else is
    allowed (a call with more is answered with what is wrong), and each description once."""
    if isinstance(part, list):
        return [_lean(one, said) for one in part]
    if not isinstance(part, dict):
        return part
    kept = dict(part)
    if NULL in kept.get("anyOf", []):
        choices = [choice for choice in kept.pop("anyOf") if choice != NULL]
        kept = {**choices[0], **kept} if len(choices) == 1 else {**kept, "anyOf": choices}
        if kept.get("default", 0) is None:
            del kept["default"]
    kept = {k: v for k, v in kept.items() if not (k == "title" and isinstance(v, str))}
    if kept.get("additionalProperties") is False:
        del kept["additionalProperties"]
    about = kept.get("description")
    if isinstance(about, str):
        if about in said:
            del kept["description"]
        said.add(about)
    return {k: _lean(v, said) for k, v in kept.items()}

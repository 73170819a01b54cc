"""ask_user: hands the turn back with a question, when readings of the request would differ in result."""

from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, ConfigDict, Field


class Asked(BaseModel):
    """The question to the person, and up to six answers to choose from."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(min_length=1, max_length=500)
    options: list[str] = Field(default_factory=list, max_length=6)


def ask_user_tool() -> BaseTool:
    """The LangChain tool; it ends the turn."""

    def run(question: str, options: list[str] | None = None) -> tuple[str, dict[str, Any]]:
        """Ask the person one short question, with options where there are few, and end the turn. Only when
        the request has several readings that would give different figures, or lacks something needed."""
        asked = Asked(question=question, options=options or [])
        return asked.question, asked.model_dump()

    return StructuredTool.from_function(
        run, name="ask_user", args_schema=Asked, response_format="content_and_artifact"
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words."""
    return "Asking you"

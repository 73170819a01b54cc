"""scope: what the question speaks of, as far as a program can tell."""

from typing import Any

from langgraph.runtime import Runtime

from agent.context import Context
from agent.state import State


def scope(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Reads this turn's question against the scope of the turn before."""
    found = runtime.context.read(state["turn"]["question"], state.get("scope") or {})
    return {"turn": {"reading": found}}

"""scope: what the question speaks of, as far as a program can tell."""

from typing import Any

from langgraph.runtime import Runtime

from agent.context import Context
from agent.edits import pins
from agent.state import State


def scope(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Reads this turn's question against the scope of the turn before."""
    turn = state["turn"]
    found = runtime.context.read(turn["question"], state.get("scope") or {})
    if kept := turn.get("pins"):
        found = {**found, "note": [*(found.get("note") or []), *pins.noted(kept)]}
    return {"turn": {"reading": found}}

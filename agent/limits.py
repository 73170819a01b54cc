"""What a turn has used, held against what it may use."""

import time

from agent.settings import BUILTIN, Limits
from agent.state import Turn

OF_THREAD = "for language models in one conversation"
STEPS_TO_FINISH = 4
"""Steps that verify and answer need after the last call of the model."""


def reached(turn: Turn, limits: Limits, remaining_steps: int) -> str | None:
    """The limit that leaves no room for another call of the model, in words ("12 model calls"), or None."""
    used = turn["tokens"]
    if turn["model_calls"] >= limits.model_calls:
        return f"{limits.model_calls} model calls"
    if turn["tool_calls"] >= limits.tool_calls:
        return f"{limits.tool_calls} tool calls"
    if used["input"] + used["output"] >= limits.tokens:
        return f"{limits.tokens:,} tokens"
    cost = turn["cost_usd"]
    if cost is not None and cost >= limits.usd:
        return f"${limits.usd:.2f} for language models"
    spent = (turn.get("spent") or {"usd": 0.0})["usd"] + (cost or 0.0)
    if turn["model"] != BUILTIN and spent >= limits.thread_usd:
        return f"${limits.thread_usd:.2f} {OF_THREAD}"
    if seconds_left(turn, limits) <= 0:
        return f"{limits.seconds:g} seconds"
    if remaining_steps <= STEPS_TO_FINISH:
        return f"{limits.steps} steps"
    return None


def seconds_left(turn: Turn, limits: Limits) -> float:
    """Wall-clock seconds until the turn's end."""
    return limits.seconds - (time.time() - turn["started"])

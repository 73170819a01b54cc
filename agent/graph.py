"""The turn as a graph: scope -> think <-> act -> verify -> answer. It only wires."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any

from langchain_core.messages import AIMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime

from agent.context import Context
from agent.nodes.act import act
from agent.nodes.answer import answer
from agent.nodes.scope import scope
from agent.nodes.think import think
from agent.nodes.verify import verify
from agent.state import State

Node = Callable[[State, Runtime[Context]], dict[str, Any] | Awaitable[dict[str, Any]]]


def build(checkpointer: BaseCheckpointSaver) -> CompiledStateGraph[State, Context, State, State]:
    """The graph with its checkpoints compiled in."""
    graph = StateGraph(State, context_schema=Context)
    for node in (scope, think, act, verify, answer):
        graph.add_node(node.__name__, timed(node.__name__, node))
    graph.add_edge(START, "scope")
    graph.add_edge("scope", "think")
    graph.add_conditional_edges("think", after_think, ["act", "verify"])
    graph.add_conditional_edges("act", after_act, ["think", "verify", "answer"])
    graph.add_conditional_edges("verify", after_verify, ["think", "answer"])
    graph.add_edge("answer", END)
    return graph.compile(checkpointer=checkpointer)


def after_think(state: State) -> str:
    last = state["messages"][-1]
    calls = isinstance(last, AIMessage) and last.tool_calls
    return "act" if calls and not state["turn"]["stopped"] else "verify"


def after_act(state: State) -> str:
    turn = state["turn"]
    if turn["status"] == "failed":
        return "answer"
    return "verify" if turn["status"] or turn["stopped"] else "think"


def after_verify(state: State) -> str:
    return "think" if state["turn"]["text"] is None else "answer"


def timed(name: str, node: Node) -> Any:
    """The node, with its seconds added to the turn's timings."""

    async def run(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
        started = time.perf_counter()
        if iscoroutinefunction(node):
            changed = await node(state, runtime)
        else:
            # In a thread: what takes long must not keep other conversations, or a stop, waiting.
            changed = await asyncio.to_thread(node, state, runtime)
        timings = dict(state["turn"]["timings"])
        timings[name] = round(timings.get(name, 0.0) + time.perf_counter() - started, 3)
        return {**changed, "turn": {**changed.get("turn", {}), "timings": timings}}

    return run

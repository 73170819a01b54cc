"""act: the tools that the model called, and their evidence under a number."""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from langchain_core.messages import AIMessage, ToolCall, ToolMessage
from langgraph.runtime import Runtime
from pydantic import ValidationError

from agent import answer, badge, limits, preferences, window
from agent.context import Context, ToolInBox
from agent.events import Step
from agent.references import referring
from agent.state import State, Turn
from prompts import fill
from tools.errors import ToolError
from tools.evidence import Evidence, evidence_for_model
from tools.work import Work, at_work

log = logging.getLogger(__name__)

LETTERS = {"data": "D", "knowledge": "K", "model": "M"}


async def act(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Runs the calls of the last message that have no result yet, one after the other.

    A node that ran when the process died runs again: what it had done was not saved, so the evidence
    gets the same numbers and no call counts twice.
    """
    turn, context = state["turn"], runtime.context
    known = list(state.get("evidence") or [])
    found: list[Evidence] = []
    doubts: list[str] = []
    results: list[ToolMessage] = []
    records = list(turn["tools"])
    changed: dict[str, Any] = {}
    for call in pending(state):
        if turn["tool_calls"] + len(results) >= context.limits.tool_calls:
            changed["stopped"] = f"{context.limits.tool_calls} tool calls"
            break
        box = context.tool(call["name"])
        planned, (call, used) = call, _as_preferred(call, box, turn)
        label = _label(box, call["args"])
        key = f"{turn['number']}.{len(records) + 1}"
        runtime.stream_writer(Step(key, label, "started"))
        started = time.perf_counter()
        work = Work(_teller(runtime, key, label))
        try:
            with at_work(work):
                outcome = await _outcome(call, box, context, limits.seconds_left(turn, context.limits))
                if used and outcome["message"].status == "error" and not outcome.get("turn"):
                    # What is remembered may not go with what is asked: then it is answered as it was asked.
                    call, used = planned, []
                    outcome = await _outcome(call, box, context, limits.seconds_left(turn, context.limits))
        finally:
            # The thread of a call that is no longer waited for would run on, and its query with it.
            work.stop()
        seconds = round(time.perf_counter() - started, 3)
        message, evidence = outcome["message"], outcome.get("evidence")
        if evidence is not None:
            doubts += [
                said for one in used if (said := preferences.told(one)) not in doubts + turn["warnings"]
            ]
            evidence = numbered(evidence, [*known, *found])
            evidence["call"] = {"name": call["name"], "args": call["args"]}
            found.append(evidence)
            if doubt := badge.doubt(evidence):
                log.error("%s %s %s", doubt, evidence["scope"], evidence.get("second"))
                doubts.append(doubt)
            message = _with_evidence(message, evidence)
        failed = message.status == "error"
        runtime.stream_writer(Step(key, label, "failed" if failed else "done", seconds))
        results.append(message)
        records.append(_record(call, label, seconds, evidence, message.text if failed else None))
        changed |= outcome.get("turn", {})
        if changed.get("status") or changed.get("stopped"):
            break
    governed = [e["scope"] for e in found if e["scope"].get("metrics")]
    changed |= {
        "tools": records,
        "tool_calls": turn["tool_calls"] + len(results),
        "made": [*turn["made"], *(e["id"] for e in found)],
        "warnings": [*turn["warnings"], *doubts],
    }
    return {"messages": results, "evidence": found, "turn": changed} | (
        {"scope": governed[-1]} if governed else {}
    )


def pending(state: State) -> list[ToolCall]:
    """The calls of the last model message that have no result."""
    messages = state["messages"]
    for place in range(len(messages) - 1, -1, -1):
        message = messages[place]
        if isinstance(message, AIMessage):
            done = window.results_after(messages, place)
            return [call for call in message.tool_calls if call["id"] not in done]
    return []


def numbered(evidence: Evidence, known: list[Evidence]) -> Evidence:
    """The evidence under the next id of its kind: D1, D2 (data), K1 (knowledge), M1 (models)."""
    letter = LETTERS[evidence["kind"]]
    highest = max((int(e["id"][1:]) for e in known if e["id"].startswith(letter)), default=0)
    return {**evidence, "id": f"{letter}{highest + 1}"}


async def _outcome(call: ToolCall, box: ToolInBox | None, context: Context, seconds: float) -> dict[str, Any]:
    """The result message of a call, with `evidence` or changes of the `turn` where it brings any."""
    if box is None:
        names = ", ".join(t.tool.name for t in context.tools)
        return {"message": _error(call, f"There is no tool {call['name']!r}. The tools are: {names}.")}
    if referring(call["args"]):
        return {"message": _error(call, "References are for the answer's text; give the value itself here.")}
    try:
        request: Any = {**call, "type": "tool_call"}
        message = await asyncio.wait_for(asyncio.to_thread(box.tool.invoke, request), max(0.1, seconds))
    except ToolError as error:
        return {"message": _error(call, str(error))}
    except ValidationError as error:
        return {"message": _error(call, to_mend(error))}
    except TimeoutError:
        limit = f"{context.limits.seconds:g} seconds"
        return {"message": _error(call, f"Stopped at {limit}."), "turn": {"stopped": limit}}
    except Exception as error:  # noqa: BLE001 - logged under an id; the thread must stay usable
        return _bug(call, box, error)
    artifact = message.artifact
    message.artifact = None
    if box.ends_turn:
        asked = artifact or call["args"]
        options = [str(option) for option in asked.get("options", [])]
        text = str(asked.get("question") or message.text)
        return {"message": message, "turn": {"status": "clarify", "text": text, "options": options}}
    return {"message": message, "evidence": artifact} if artifact else {"message": message}


def to_mend(error: ValidationError) -> str:
    """A validation error as what to change, one line for each argument."""
    lines = [
        f"{'.'.join(str(part) for part in e['loc']) or 'arguments'}: {e['msg'].removeprefix('Value error, ')}"
        for e in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return "The arguments are not right. " + "; ".join(lines[:6])


def _bug(call: ToolCall, box: ToolInBox, error: Exception) -> dict[str, Any]:
    error_id = uuid.uuid4().hex[:8]
    log.error("error %s in tool %s(%s)", error_id, call["name"], call["args"], exc_info=error)
    doing = _label(box, call["args"])
    text = fill("bug", doing=doing[:1].lower() + doing[1:], error_id=error_id).text
    return {
        "message": _error(call, "This tool failed for a reason that the call cannot mend."),
        "turn": {"status": "failed", "text": text},
    }


def _error(call: ToolCall, text: str) -> ToolMessage:
    return ToolMessage(text, tool_call_id=call["id"] or "", name=call["name"], status="error")


def _with_evidence(message: ToolMessage, evidence: Evidence) -> ToolMessage:
    content = evidence_for_model(evidence)
    return message.model_copy(
        update={"content": content, "additional_kwargs": {"evidence": evidence["id"]}, "id": None}
    )


def _as_preferred(
    call: ToolCall, box: ToolInBox | None, turn: Turn
) -> tuple[ToolCall, list[preferences.Preference]]:
    """The call with what is remembered of the user, where the tool selects from the shop."""
    kept = turn.get("preferences") or []
    if not kept or box is None or "filters" not in box.tool.args:
        return call, []
    args, used = preferences.applied(call["args"], turn["question"], kept)
    return {**call, "args": args}, used


def _teller(runtime: Runtime[Context], key: str, label: str) -> Callable[[float], None]:
    """Reports how far the call under this key has come."""
    return lambda part: runtime.stream_writer(Step(key, label, "started", part=part))


def _label(box: ToolInBox | None, args: dict[str, Any]) -> str:
    return box.label(args) if box else "Trying a tool that does not exist"


def _record(
    call: ToolCall, label: str, seconds: float, evidence: Evidence | None, error: str | None
) -> answer.ToolCall:
    return {
        "name": call["name"],
        "label": label,
        "args": call["args"],
        "seconds": seconds,
        "evidence": [evidence["id"]] if evidence else [],
        "error": error,
    }

"""What the messages say has happened: turns, the calls made in them, and the last governed request."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from pydantic import ValidationError

from tools.evidence import Evidence, make
from tools.warehouse.request import MetricRequest
from tools.warehouse.selection import Selection

OWN = "builtin_"
"""How the ids of the analyst's own calls begin."""
EXPLAINS = "explain_change"
"""The tool whose rows are the changes of groups, as those of a query that compares."""


@dataclass(frozen=True)
class Call:
    """A tool call: the tool's name and its arguments as plain JSON values."""

    name: str
    args: dict[str, Any]

    @property
    def key(self) -> str:
        """Equal for equal calls, whatever the order of the arguments; empty arguments do not count."""
        return self.name + json.dumps(_bare(self.args), sort_keys=True, default=str)


@dataclass(frozen=True)
class Outcome:
    """What a call came back with. `failed` means that `content` is a message to mend the call by."""

    call: Call
    content: str
    failed: bool
    artifact: Any = None

    def evidence(self) -> Evidence | None:
        """The evidence that the tool returned, or None where it returned none (or failed)."""
        if self.failed:
            return None
        try:
            found = json.loads(self.content)
        except ValueError:
            found = None
        whole = self.artifact if isinstance(self.artifact, dict) and "columns" in self.artifact else None
        if not isinstance(found, dict) or "columns" not in found:
            return whole  # type: ignore[return-value]
        # The content is what a model is shown: its rows may be cut, but its id is the one to cite.
        merged: Any = {**make("", ""), **found, **(whole or {}), "id": found.get("id", "")}
        return merged


@dataclass
class Turn:
    """A question and all that followed it.

    `asked` counts the calls that were made, answered or not; `draft` is the last text that was written;
    `complaints` are what the checks said about that draft; `handed` the calls that came with the question,
    `pins` the days and filters that are pinned in the conversation.
    """

    question: str
    outcomes: list[Outcome] = field(default_factory=list)
    number: int = 1
    asked: int = 0
    draft: str = ""
    complaints: list[str] = field(default_factory=list)
    handed: list[Call] = field(default_factory=list)
    pins: dict[str, Any] = field(default_factory=dict)
    of_another: bool = False
    """That another model has made calls in it."""

    def outcome(self, call: Call) -> Outcome | None:
        """The last outcome of an identical call in this turn."""
        return next((o for o in reversed(self.outcomes) if o.call.key == call.key), None)

    @property
    def ask(self) -> dict[str, Any] | None:
        """What the assistant asked the person in this turn: the arguments of its last `ask_user` call."""
        asks = [o.call.args for o in self.outcomes if o.call.name == "ask_user" and not o.failed]
        return asks[-1] if asks else None


def turns(messages: Sequence[BaseMessage]) -> list[Turn]:
    """The messages as turns, oldest first. A turn starts at each message of the person.

    A system message, or a human one that carries a name (the checks sign theirs), does not start a turn:
    inside a turn it is a complaint about the draft before it.
    """
    found: list[Turn] = []
    waiting: dict[str, Call] = {}
    for message in messages:
        if isinstance(message, HumanMessage) and not message.name:
            handed = [Call(c["name"], c["args"]) for c in message.additional_kwargs.get("calls", [])]
            pins = message.additional_kwargs.get("pins") or {}
            found.append(Turn(_text(message), number=len(found) + 1, handed=handed, pins=pins))
            waiting = {}
        elif not found:
            continue
        elif isinstance(message, AIMessage):
            for made in message.tool_calls:
                waiting[str(made["id"])] = Call(made["name"], made["args"])
            found[-1].asked += len(message.tool_calls)
            found[-1].of_another |= any(not str(c["id"]).startswith(OWN) for c in message.tool_calls)
            if text := _text(message).strip():
                found[-1].draft, found[-1].complaints = text, []
        elif isinstance(message, ToolMessage) and message.tool_call_id in waiting:
            call = waiting.pop(message.tool_call_id)
            failed = message.status == "error"
            found[-1].outcomes.append(Outcome(call, _text(message), failed, message.artifact))
        elif isinstance(message, HumanMessage | SystemMessage) and found[-1].draft:
            found[-1].complaints.append(_text(message))
    return found


Answered = tuple[MetricRequest, Evidence | None]
"""A governed request that was answered, and what it found."""


def answered(before: Sequence[Turn]) -> list[Answered]:
    """The governed requests that were answered in these turns, newest first."""
    found = []
    for turn in reversed(before):
        for outcome in reversed(turn.outcomes):
            request = request_of(outcome.call)
            if request is not None and not outcome.failed:
                found.append((request, outcome.evidence()))
    return found


def previous_request(before: Sequence[Turn]) -> MetricRequest | None:
    """The governed request that was last answered in these turns, whichever model had made it."""
    past = answered(before)
    return past[0][0] if past else None


def request_of(call: Call) -> MetricRequest | None:
    """The governed request of a call or, of a tool that takes a figure apart, of the figure itself: of whom,
    when, against what and by which groups; None where a call speaks of no figure."""
    if call.name == "query_metric":
        return _request(call.args)
    if "metric" not in call.args:
        return None
    chosen = {k: v for k, v in call.args.items() if k in Selection.model_fields or k == "compare"}
    if call.name != EXPLAINS:
        return _request({**chosen, "metrics": [call.args["metric"]]})
    by = [call.args["by"]] if isinstance(call.args.get("by"), str) else []
    order = {"order_by": f"{call.args['metric']}_change"} if by else {}
    chosen = {"compare": "previous_period", **chosen, **order, "metrics": [call.args["metric"]], "by": by}
    return _request(chosen)


def _request(args: dict[str, Any]) -> MetricRequest | None:
    inner = args.get("request", args)
    try:
        return MetricRequest.model_validate(inner)
    except ValidationError:
        return None


def _bare(value: Any) -> Any:
    """Without what is empty or a default that a model may or may not have spelled out."""
    if isinstance(value, dict):
        kept = {k: _bare(v) for k, v in value.items()}
        turned = {"descending": False} if kept.get("descending") is False else {}
        return {k: v for k, v in kept.items() if v not in (None, [], {}, "", False)} | turned
    if isinstance(value, list):
        return [_bare(v) for v in value]
    return value


def _text(message: BaseMessage) -> str:
    content = message.content
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)

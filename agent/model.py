"""One call to a language model, which ends in a whole message or in ModelDown.

What an exception says never leaves this file: servers put keys and addresses into their messages.
"""

import asyncio
import json
import logging
import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, message_chunk_to_message
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from pydantic import SecretStr

from agent.settings import Patience, Settings
from agent.speaker import Breaker, Speaker
from agent.tool_schemas import lean

if TYPE_CHECKING:
    import openai

log = logging.getLogger(__name__)

TASTELESS = ("o1", "o3", "o4", "gpt-5")
"""Families that refuse a temperature."""


class ModelDown(Exception):
    """The model gave nothing usable. The text completes the sentence "The language model ..."."""

    def __init__(self, reason: str, again: bool, wait: float | None = None, ill: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.wait = wait
        self.ill = ill
        """Whether the service itself is the trouble, so that the next questions need not try it."""


def openai_speaker(name: str, settings: Settings) -> Speaker:
    """The speaker for `openai:NAME`, at OpenAI or at any compatible base URL. No call is made here."""
    # Loaded here: the two libraries take a second, which a start without a key need not wait for.
    import openai
    from langchain_openai import ChatOpenAI

    model, patience = name.partition(":")[2], settings.patience
    chat = ChatOpenAI(
        model=model,
        api_key=settings.api_key or SecretStr("not-needed"),
        base_url=settings.base_url,
        timeout=openai.Timeout(patience.total, connect=patience.connect, read=patience.read),
        stream_chunk_timeout=patience.read,
        max_retries=0,
        stream_usage=True,
        use_responses_api=False,
        temperature=None if model.startswith(TASTELESS) else 0,
    )
    keyless = settings.api_key is None and settings.base_url is None
    missing = "has no key (set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server)" if keyless else ""
    return Speaker(name, chat, True, patience, Breaker(patience.closed_for), missing)


async def speak(
    speaker: Speaker, messages: Sequence[BaseMessage], tools: Sequence[BaseTool], seconds: float
) -> AIMessage:
    """The model's next message, within `seconds`. Raises ModelDown when there is none that is whole."""
    given: Sequence[Any] = lean(tools) if speaker.remote else tools
    chat = speaker.chat.bind_tools(given) if given else speaker.chat
    if not speaker.remote:
        reply = await chat.ainvoke(list(messages))
        return reply if isinstance(reply, AIMessage) else AIMessage(reply.text)
    if speaker.missing:
        raise ModelDown(speaker.missing, again=False)
    if speaker.breaker.left():
        raise ModelDown("could not be reached a moment ago", again=False)
    deadline = time.monotonic() + seconds
    for attempt in range(1, speaker.patience.attempts + 1):
        try:
            left = deadline - time.monotonic()
            async with asyncio.timeout(max(0.1, min(speaker.patience.total, left))):
                reply = await _streamed(chat, messages)
        except Exception as error:  # noqa: BLE001 - whatever a broken reply raises, the turn goes on
            down = _understood(error)
            log.warning("%s %s (%s, attempt %d)", speaker.name, down.reason, type(error).__name__, attempt)
        else:
            speaker.breaker.reset()
            return reply
        pause = _pause(speaker.patience, attempt, down.wait)
        last = attempt == speaker.patience.attempts or time.monotonic() + pause >= deadline
        if last or not down.again:
            break
        await asyncio.sleep(pause)
    if down.ill:
        speaker.breaker.trip()
    raise down from None


async def _streamed(
    chat: Runnable[LanguageModelInput, AIMessage], messages: Sequence[BaseMessage]
) -> AIMessage:
    whole: Any = None
    async for chunk in chat.astream(list(messages)):
        whole = chunk if whole is None else whole + chunk
    message = message_chunk_to_message(whole) if isinstance(whole, AIMessageChunk) else whole
    if not isinstance(message, AIMessage) or not (message.response_metadata or message.content):
        raise ModelDown("sent an empty reply", again=True)
    finish = message.response_metadata.get("finish_reason")
    if finish is None:
        raise ModelDown("stopped in the middle of its reply", again=True)
    if finish == "length":
        raise ModelDown("was cut off at its own length limit", again=False, ill=False)
    if finish == "content_filter":
        raise ModelDown("withheld its reply (content filter)", again=False, ill=False)
    arguments = [c["args"] for c in whole.tool_call_chunks] if isinstance(whole, AIMessageChunk) else []
    if message.invalid_tool_calls or not all(_is_object(a or "{}") for a in arguments):
        raise ModelDown("sent a tool call that cannot be read", again=True)
    if not message.tool_calls and not message.text.strip():
        raise ModelDown("sent an empty reply", again=True)
    return message


def _is_object(arguments: str) -> bool:
    """Whether the arguments are a whole JSON object: while joining chunks, LangChain closes what is cut off,
    and '{"department": "GRO' would be asked for as GRO."""
    try:
        return isinstance(json.loads(arguments), dict)
    except ValueError:
        return False


def _understood(error: Exception) -> ModelDown:
    """The error in words of our own, and whether trying again may help."""
    import openai

    if isinstance(error, ModelDown):
        return error
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return ModelDown("did not answer in time", again=True)
    if isinstance(error, openai.APIStatusError):
        return _refused(error)
    if isinstance(error, openai.APIConnectionError):
        return ModelDown("could not be reached", again=True)
    return ModelDown("sent a reply that cannot be read", again=True)


def _refused(error: "openai.APIStatusError") -> ModelDown:
    status = error.status_code
    if status in (401, 403):
        return ModelDown(f"refused the key ({status})", again=False)
    if status == 404:
        return ModelDown("is not known to the server under this name (404)", again=False)
    if status == 429 and error.code == "insufficient_quota":
        return ModelDown("has no quota left on this account (429)", again=False)
    if status == 429:
        return ModelDown("is too busy (429)", again=True, wait=_retry_after(error))
    if status in (408, 409) or status >= 500:
        return ModelDown(f"has an error of its own ({status})", again=True, wait=_retry_after(error))
    return ModelDown(f"refused the request ({status})", again=False, ill=False)


def _retry_after(error: "openai.APIStatusError") -> float | None:
    try:
        return float(error.response.headers.get("retry-after", ""))
    except ValueError:
        return None


def _pause(patience: Patience, attempt: int, asked: float | None) -> float:
    """Seconds until the next attempt: what the server asked for, else doubling; jittered, with a cap."""
    wait = patience.pause * 2 ** (attempt - 1) if asked is None else asked
    return float(min(wait, patience.longest_pause) * random.uniform(1.0, 1.25))

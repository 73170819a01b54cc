"""What is known of a campaign itself: when it ran, how long, of what type it was."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.result import Reading

_DATES = ("campaign", "campaign_start", "campaign_end")
_WHEN = {"when", "date", "dates", "start", "started", "starts", "begin", "began", "end", "ended", "ends",
    "stop", "stopped", "over", "finish", "finished", "launch", "launched"}  # fmt: skip
_ASKS = {"when", "date", "dates", "day"}
_LONG = {"long", "duration", "last", "lasted"}
_KINDS = {"type", "types", "kind", "sort"}


def campaign_itself(s: Sentence, r: Reading, definitions: Any) -> None:
    """Answers when a campaign ran with its first and last day, and what it is with its type."""
    if not set(_DATES) <= set(definitions.dimensions) or "campaign_days" not in definitions.metrics:
        return
    words = {t.norm for t in s.tokens}
    chosen = any(f.dimension == "campaign" for f in r.filters) or _pointed(s, r)
    named = chosen or "campaign" in r.by or any(x.target == "campaigns_run" for x in s.links)
    if not named or r.customers or r.rank:
        return
    if words & _ASKS and (words & _WHEN) and not {"time", "times"} & words and not r.compare:
        about = [m for m in r.metrics if m not in ("campaigns_run", "campaigns_started", "campaign_days")]
        sales = [m for m in about if "order_lines" in definitions.facts_of(m)]
        if sales:
            return
        r.metrics, r.by = ["campaign_days", *about], list(_DATES)
        _tell(s, _WHEN | {"run", "ran", "running"})
    elif chosen and "how" in words and words & _LONG:
        r.metrics, r.by = ["campaign_days"], list(_DATES)
        _tell(s, _LONG)
    elif chosen and words & _KINDS and s.words(s.links[0]) in ("what", "which", "whats") and not r.metrics:
        r.metrics, r.by = ["campaigns_run"], ["campaign", "campaign_type"]
        _tell(s, _KINDS)


def _pointed(s: Sentence, r: Reading) -> bool:
    """Whether a campaign of the answer before is pointed at: 'what type is it'."""
    before = s.previous
    return before is not None and r.refers_to == "entity" and (
        "campaign" in before.by or any(f.dimension == "campaign" for f in before.filters))  # fmt: skip


def _tell(s: Sentence, words: set[str]) -> None:
    for place, link in enumerate(s.links):
        if link.kind in ("unknown", "dimension", "rank", "compare") and set(s.words(link).split()) <= words:
            s.tell(place)

"""What the first page knows before the agent is open: what the shop holds, and questions for each role.

Reading the data takes longer than a page may: what was found the last time is kept in the home.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

from agent.builtin.write.words import figure
from tools.evidence import Evidence, Fact

FILE = "home.json"
ANY_SHOP: Mapping[str, Sequence[str]] = {
    "Marketer": ("Which departments sell most?", "What share of sales was on deal?"),
    "Manager": ("How did sales develop by month?", "What is the average basket by weekday?"),
    "Evaluator": ("What data do you have?", "What does average basket mean?"),
}
"""Until the first start has looked at the shop."""
MOST_ABSENT = 6


class Holds(TypedDict):
    """What the shop holds, in words: its days, its sizes as (label, figure), what it does not record."""

    days: str
    sizes: list[tuple[str, str]]
    absent: list[str]


def holds(described: Evidence) -> Holds:
    """The shop in a few words, from what `describe_data` found."""
    facts = {fact["name"]: fact for fact in described["facts"]}
    first, last = (_said(facts[name]) for name in ("first_day", "last_day"))
    sizes = [(fact["label"], _said(fact)) for fact in described["facts"] if fact["unit"] in ("count", "usd")]
    absent = [str(row["name"]) for row in described["rows"] if row["kind"] == "not recorded"]
    return {"days": f"{first} to {last}", "sizes": sizes, "absent": absent[:MOST_ABSENT]}


def questions(home: Path) -> dict[str, list[str]]:
    """The questions of each role: those kept from the shop's data, else some that fit any shop."""
    kept = _kept(home).get("roles")
    if isinstance(kept, dict) and all(isinstance(texts, list) and texts for texts in kept.values()) and kept:
        return {str(role): [str(text) for text in texts] for role, texts in kept.items()}
    return {role: list(texts) for role, texts in ANY_SHOP.items()}


def shop(home: Path) -> Any:
    """What the shop holds, as kept; None before the first start has looked."""
    return _kept(home).get("shop")


def keep(home: Path, roles: Mapping[str, Sequence[str]], held: Holds | None) -> None:
    """Keeps what was found for the next time the page is opened; written whole or not at all."""
    draft = home / f"{FILE}.part"
    draft.write_text(json.dumps({"roles": roles, "shop": held}, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, home / FILE)


def _kept(home: Path) -> dict[str, Any]:
    try:
        kept = json.loads((home / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _said(fact: Fact) -> str:
    return figure(fact["value"], fact["unit"])

"""Questions to begin with, drawn from the shop's own data and kept for the next time the page is opened."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

OF_ANY_SHOP = (
    "What is the average basket by weekday?",
    "Which departments sell most?",
    "How did sales develop by month?",
    "Which stores have the most customers?",
)
SHOWN = 4


def questions(home: Path) -> list[str]:
    """Four questions: those kept from the shop's data, filled up with some that fit any shop."""
    try:
        kept = json.loads((home / "starters.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = []
    own = [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []
    return list(dict.fromkeys([*own, *OF_ANY_SHOP]))[:SHOWN]


def keep(home: Path, found: Sequence[str]) -> None:
    """Keeps the questions for the next page: reading the data takes longer than a page may."""
    draft = home / "starters.json.part"
    draft.write_text(json.dumps(list(found), ensure_ascii=False), encoding="utf-8")
    os.replace(draft, home / "starters.json")

"""What a call to a language model costs, from a dated list of prices."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("prices.yaml")
DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$")


def cost(model: str, used: dict[str, int]) -> float | None:
    """US dollars for `used` tokens (input, of which cached; output), or None where no price is known.

    `model` is `builtin` (which is free) or `openai:NAME`; a dated NAME has the price of its family.
    """
    if model == "builtin":
        return 0.0
    name = model.partition(":")[2]
    price = price_list()["models"].get(DATED.sub("", name))
    if price is None:
        return None
    cached = used.get("cached", 0)
    fresh = used.get("input", 0) - cached
    total = fresh * price["input"] + cached * price["cached"] + used.get("output", 0) * price["output"]
    return float(total / 1_000_000)


@cache
def price_list() -> dict[str, Any]:
    """The prices as they stand in the file: `as_of` and `models`."""
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded

"""The same questions on a shop many times larger: does it build, does it answer, what does it cost."""

import asyncio
import resource
import tempfile
import time
from pathlib import Path
from statistics import median

from evals.numbers.overhead import costs, shown
from tools.warehouse.enlarge import enlarge

TIMES = 50
MOST_GB = 8


def section(shop: Path, times: int = TIMES) -> tuple[list[str], list[str]]:
    """Builds the larger shop in a folder that is thrown away, asks it, and sets it beside the first one.

    Seconds and most memory are of this process; run it in one of its own for figures that mean something.
    """
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.duckdb"
        began = time.perf_counter()
        count = enlarge(shop, large, times)
        built, size = time.perf_counter() - began, large.stat().st_size / 1e9
        small_costs = asyncio.run(costs(shop))
        large_costs = asyncio.run(costs(large, times=1))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    ratio = median(b.answer_s / a.answer_s for a, b in zip(small_costs, large_costs, strict=True))
    lines = [
        f"{count / 1e6:.1f} M order lines, {times} times the shop: built in {built:.0f} s, {size:.1f} GB",
        *shown(large_costs),
        f"an answer takes {ratio:.1f} times what it takes on the shop itself, on {times} times the lines",
        f"most memory {memory:.1f} GB of at most {MOST_GB} GB",
    ]
    missed = [f"{cost.question} was {cost.status}" for cost in large_costs if cost.status != "answered"]
    return lines, [*missed, *([f"{memory:.1f} GB of memory"] if memory > MOST_GB else [])]

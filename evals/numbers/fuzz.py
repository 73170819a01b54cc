"""The sandbox of free SQL under random statements: nothing secret comes out, nothing changes, every no is a
sentence, and nothing takes longer than it may."""

import hashlib
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from agent.settings import read_settings
from evals.numbers.statements import grown, mutated, seeds
from tools.errors import ToolError
from tools.warehouse.sandbox import bait
from tools.warehouse.sandbox.complaints import TOO_BIG, TOO_SLOW
from tools.warehouse.sandbox.pool import run_select

TIMEOUT_S, MOST_S = 1.5, 7.0
"""How long a statement may run here, and how long it may take with a worker that starts anew."""
LOOK_AGAIN = 200
"""Statements between two looks at whether the data and the files are as they were."""
STATE = "SELECT count(*), sum(net_sales), count(DISTINCT customer_id) FROM order_lines"
MOST_SHOWN = 5


def section(seconds: float) -> tuple[list[str], list[str]]:
    """Lines to print, and what was found that must not be; runs for about `seconds`, from a new seed."""
    seed = int(time.time())
    with tempfile.TemporaryDirectory() as folder:
        shop = bait.lay(read_settings().warehouse, Path(folder))
        tally, found = fuzz(shop, seconds, random.Random(seed))
    total = sum(tally.values())
    outcomes = ", ".join(f"{count:,} {what}" for what, count in tally.most_common())
    lines = [f"fuzz of the SQL sandbox: {total:,} statements in {seconds:.0f} s (seed {seed}): {outcomes}"]
    if not found:
        return [*lines, "  found: nothing"], []
    return [*lines, *(f"  {one}" for one in found[:MOST_SHOWN])], [f"fuzz: {len(found)} findings"]


def fuzz(shop: Path, seconds: float, chance: random.Random) -> tuple[Counter[str], list[str]]:
    """Runs random statements on a bait for `seconds`. Returns how they ended and what must not have been."""
    pool = seeds()
    before, state = marks(shop.parent), run_select(shop, STATE).rows
    tally: Counter[str] = Counter()
    found: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        sql = mutated(pool, chance) if chance.random() < 0.7 else grown(chance)
        sql = sql.replace("{DIR}", str(shop.parent)).replace("{DB}", str(shop))
        began = time.monotonic()
        ended, wrong = outcome(shop, sql)
        if time.monotonic() - began > MOST_S:
            wrong = f"took {time.monotonic() - began:.1f} s"
        tally[ended] += 1
        if wrong:
            found.append(f"{wrong}: {sql[:300]!r}")
        if ended == "ran" and len(pool) < 5_000:
            pool.append(sql)
        if sum(tally.values()) % LOOK_AGAIN == 0:
            found += changed(shop, before, state)
    return tally, [*found, *changed(shop, before, state)]


def outcome(shop: Path, sql: str) -> tuple[str, str]:
    """How a statement ended, and what is wrong with that, if anything."""
    try:
        rows = run_select(shop, sql, timeout_s=TIMEOUT_S).rows
    except ToolError as no:
        said = str(no)
        ended = "stopped" if said in (TOO_BIG, TOO_SLOW) else "refused"
        ended = "no SQL" if said.startswith("Syntax error") else ended
        return ended, _leak(said, shop, sql) or ("" if said.endswith((".", ").", "?")) else "no sentence")
    except Exception as error:  # noqa: BLE001 - whatever else comes out is what is looked for
        return "crashed", f"{type(error).__name__}: {error}"
    return "ran", _leak(str(rows), shop, sql)


def changed(shop: Path, before: dict[str, str], state: object) -> list[str]:
    """What is no longer as it was: files beside the shop, the shop's own figures."""
    found = [] if marks(shop.parent) == before else ["files changed"]
    return found if run_select(shop, STATE).rows == state else [*found, "the data read otherwise"]


def marks(folder: Path) -> dict[str, str]:
    """A hash of each file of a folder; of large ones, of their size and time."""
    made = {}
    for file in sorted(folder.rglob("*")):
        stat = file.stat()
        large = stat.st_size > 1_000_000
        content = f"{stat.st_size} {stat.st_mtime_ns}".encode() if large else file.read_bytes()
        made[file.name] = hashlib.md5(content).hexdigest()
    return made


def _leak(said: str, shop: Path, sql: str) -> str:
    """What must not be in rows or in a sentence: secrets, paths, traces, unless the statement says it."""
    for secret in (f"{bait.CANARY}-", str(shop.parent), "Traceback", "shop.main", "Exception"):
        if secret.lower() in said.lower() and secret.lower() not in sql.lower():
            return f"shows {secret!r}"
    return ""

"""Attacks on the sandbox of free SQL: the list that is handed to us, put in the words of our own schema, and
statements of our own, all against a copy of a shop with something in it to steal."""

import json
import os
import re
import resource
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from evals.numbers.fuzz import marks
from tools.errors import ToolError
from tools.warehouse.sandbox import bait
from tools.warehouse.sandbox.pool import run_select

OWN = Path(__file__).with_name("attacks.yaml")
HANDED = Path(__file__).parents[3] / "shared" / "data" / "attacks" / "sql.jsonl"
MOST_S, MOST_GB, MOST_CHARACTERS = 7.0, 1.5, 1_100_000

# The list was written for another schema; a statement must not be refused just for that.
WORDS = {
    "v_sales": "order_lines",
    "sales": "order_lines",
    "sale_id": "order_id",
    "revenue": "net_sales",
    "qty": "quantity",
    "day": "order_date",
    "region": "store_id",
    "x.name": "x.product_type",
    "name AS": "store_id AS",
    "x.price": "x.manufacturer_id",
    "price": "manufacturer_id",
}

# What the list gives only the beginning of.
LONG = {
    "cpu_bomb-17": "SELECT 1" + "+1" * 2999,
    "cpu_bomb-19": "SELECT " + "NOT " * 20_000 + "true",
    "cpu_bomb-21": "SELECT * FROM (" * 400 + "SELECT * FROM stores" + ")" * 400,
    "cpu_bomb-23": f"SELECT 1 WHERE 1 IN ({','.join(map(str, range(200_000)))})",
    "output_bomb-04": f"SELECT {','.join(f'{n} AS c{n}' for n in range(3000))}",
}


class Attack(NamedTuple):
    """Statements to run in order, and what must come of the first: refuse, allow, bounded, truncate, or
    refuse_or_ one of these."""

    name: str
    must: str
    statements: list[str]


class Tried(NamedTuple):
    """What came of an attack: seconds of its slowest statement, was the first refused, what is wrong."""

    attack: Attack
    seconds: float
    refused: bool
    faults: list[str]


def handed(file: Path | None = None) -> list[Attack]:
    """Every case of the list that is handed to us (a .jsonl file), or none where it is not at hand.

    The file is `file`, else what AISLE_ATTACKS names, else the place where it lies beside the repository.
    """
    file = file or Path(os.environ.get("AISLE_ATTACKS") or HANDED)
    if not file.is_file():
        return []
    return [_attack(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def own() -> list[Attack]:
    """Our own statements."""
    listed = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    return [Attack(case["id"], case["must"], [case["sql"]]) for case in listed]


def tried(attack: Attack, shop: Path) -> Tried:
    """Runs an attack on a bait (`tools.warehouse.sandbox.bait`) and judges it."""
    before, outcomes, slowest = marks(shop.parent), [], 0.0
    for statement in attack.statements:
        sql = statement.replace("{DIR}", str(shop.parent)).replace("{DB}", str(shop))
        began = time.monotonic()
        try:
            found = run_select(shop, sql)
        except ToolError as refusal:
            outcomes.append((True, str(refusal)))
        else:
            outcomes.append((False, "".join(str(cell) for row in found.rows for cell in row)))
        slowest = max(slowest, time.monotonic() - began)
    refused = outcomes[0][0]
    faults = _faults(attack, refused, [said for _, said in outcomes], str(shop.parent))
    if slowest > MOST_S:
        faults.append(f"took {slowest:.1f} s")
    if marks(shop.parent) != before:
        faults.append("changed a file")
    return Tried(attack, slowest, refused, faults)


def section(shop: Path, file: Path | None = None) -> tuple[list[str], list[str]]:
    """Lines to print, and the bars missed: all attacks on a bait made of `shop`."""
    given, mine = handed(file), own()
    lists = {"handed to us": given, "of our own": mine}
    lines, missed = [], []
    if not given:
        lines.append("the list of attacks is not at hand: name it with --attacks or AISLE_ATTACKS")
        missed.append("the list of attacks is not at hand")
    with tempfile.TemporaryDirectory() as folder:
        path = bait.lay(shop, Path(folder))
        for title, attacks in lists.items():
            found = [tried(attack, path) for attack in attacks]
            lines += told(title, found) if found else []
            wrong = [one.attack.name for one in found if one.faults]
            missed += [f"attacks {title} that are not met: {', '.join(wrong)}"] if wrong else []
        peak = _largest_worker_gb(path)
    lines.append(f"largest worker {peak:.2f} GB of at most {MOST_GB} GB")
    if peak > MOST_GB:
        missed.append(f"a worker of {peak:.2f} GB")
    return lines, missed


def told(title: str, found: list[Tried]) -> list[str]:
    """How a list of attacks went: by what must come of each, the slowest statement, each fault."""
    lines = []
    for must in sorted({one.attack.must for one in found}):
        these = [one for one in found if one.attack.must == must]
        met, refused = sum(not one.faults for one in these), sum(one.refused for one in these)
        lines.append(f"{title}, {must}: {met} of {len(these)} as must be ({refused} refused)")
    slowest = max(found, key=lambda one: one.seconds)
    lines.append(
        f"{title}: slowest {slowest.seconds:.2f} s of at most {MOST_S:.0f} s ({slowest.attack.name})"
    )
    return lines + [f"  {one.attack.name}: {'; '.join(one.faults)}" for one in found if one.faults]


def _faults(attack: Attack, refused: bool, said: Iterable[str], folder: str) -> list[str]:
    shown, asked = " ".join(said), " ".join(attack.statements)
    secrets = (f"{bait.CANARY}-", "poison", "api_keys", folder)
    faults = [f"shows {secret!r}" for secret in secrets if secret in shown and secret not in asked]
    if attack.must == "refuse" and not refused:
        faults.append("was not refused")
    if attack.must == "refuse_or_empty" and not refused and shown:
        faults.append("was neither refused nor empty")
    if attack.must == "allow" and refused:
        faults.append(f"was refused: {shown[:200]}")
    if len(shown) > MOST_CHARACTERS:
        faults.append(f"gave {len(shown):,} characters")
    return faults


def _largest_worker_gb(shop: Path) -> float:
    """The largest memory that any ended child of this process has had; the idle workers are ended first."""
    # A worker that has opened another state of the file is ended at the next query.
    os.utime(shop)
    run_select(shop, "SELECT 1")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def _attack(case: dict[str, object]) -> Attack:
    name, given = str(case["id"]), case["statement"]
    texts = [LONG[name]] if name in LONG else given if isinstance(given, list) else [given]
    return Attack(name, str(case["must"]), [_in_our_words(str(text)) for text in texts])


def _in_our_words(text: str) -> str:
    for theirs, ours in WORDS.items():
        text = re.sub(rf"(?<![\w.]){re.escape(theirs)}(?!\w)|(?<=[ab]\.){theirs}\b", ours, text)
    return text

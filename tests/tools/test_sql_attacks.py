"""The list of attacks on free SQL, put in the words of our own schema, against a shop worth attacking."""

import hashlib
import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.errors import ToolError
from tools.warehouse.sandbox import bait
from tools.warehouse.sandbox.pool import run_select

LIST = Path(__file__).parents[3] / "shared" / "data" / "attacks" / "sql.jsonl"

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
    """One case: statements to run in order, and what must come of the last."""

    name: str
    must: str
    statements: list[str]


class Trap(NamedTuple):
    """A shop with a hidden table, an e-mail address and a secret file beside it."""

    path: Path
    folder: Path


def attacks() -> list[Attack]:
    """Every case of the list, or none where it is not at hand."""
    if not LIST.is_file():
        return []
    return [_attack(json.loads(line)) for line in LIST.read_text(encoding="utf-8").splitlines()]


def _attack(case: dict[str, object]) -> Attack:
    name, given = str(case["id"]), case["statement"]
    texts = [LONG[name]] if name in LONG else given if isinstance(given, list) else [given]
    return Attack(name, str(case["must"]), [_in_our_words(str(text)) for text in texts])


def _in_our_words(text: str) -> str:
    for theirs, ours in WORDS.items():
        text = re.sub(rf"(?<![\w.]){re.escape(theirs)}(?!\w)|(?<=[ab]\.){theirs}\b", ours, text)
    return text


LISTED = attacks()


@pytest.fixture(scope="module")
def trap(mini_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Trap:
    folder = tmp_path_factory.mktemp("trap")
    return Trap(bait.lay(mini_shop, folder), folder)


def _marks(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.md5(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


@pytest.mark.skipif(not LISTED, reason="the list of attacks is not at hand")
@pytest.mark.parametrize("attack", [a for a in LISTED if "refuse" in a.must], ids=lambda attack: attack.name)
def test_attacks_are_refused_and_change_nothing(trap: Trap, attack: Attack) -> None:
    before = _marks(trap.folder)
    outcomes = []
    for statement in attack.statements:
        sql = statement.replace("{DIR}", str(trap.folder)).replace("{DB}", str(trap.path))
        try:
            outcomes.append(str(run_select(trap.path, sql).rows))
        except ToolError as refusal:
            outcomes.append(f"refused: {refusal}")
    assert outcomes[0].startswith("refused")
    for outcome in outcomes:
        assert not [told for told in ("CANARY", "poison", "api_keys", str(trap.folder)) if told in outcome]
    assert _marks(trap.folder) == before


@pytest.mark.skipif(not LISTED, reason="the list of attacks is not at hand")
@pytest.mark.parametrize(
    "attack",
    [a for a in LISTED if a.must == "allow"],
    ids=lambda attack: attack.name,
)
def test_harmless_statements_of_the_list_run(mini_shop: Path, attack: Attack) -> None:
    for statement in attack.statements:
        assert run_select(mini_shop, statement).columns


@pytest.mark.real_shop
@pytest.mark.skipif(not LISTED, reason="the list of attacks is not at hand")
@pytest.mark.parametrize(
    "attack", [a for a in LISTED if a.must in ("bounded", "truncate")], ids=lambda attack: attack.name
)
def test_bombs_are_stopped_in_time(real_shop: Path, attack: Attack) -> None:
    for statement in attack.statements:
        began = time.monotonic()
        try:
            found = run_select(real_shop, statement)
        except ToolError:
            found = None
        assert time.monotonic() - began < 7
        if found is not None:
            assert sum(len(str(cell)) for row in found.rows for cell in row) < 1_100_000
    assert run_select(real_shop, "SELECT 1").rows == [(1,)]


def test_personal_columns_cannot_be_had(trap: Trap) -> None:
    for sql in (
        "SELECT * FROM customers",
        "SELECT c FROM customers c",
        "SELECT COLUMNS('.*') FROM customers",
        "SUMMARIZE customers",
        "SELECT to_json(customers) FROM customers",
        "SELECT * FROM customers NATURAL JOIN order_lines",
        "FROM customers c, LATERAL (SELECT c.*)",
    ):
        found = run_select(trap.path, sql)
        assert found.rows
        assert "CANARY" not in str(found)

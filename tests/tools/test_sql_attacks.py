"""Attacks on free SQL, the list that is handed to us and our own, against a shop with something to steal."""

from pathlib import Path

import pytest

from evals.numbers.attacks import Attack, handed, own, told, tried
from tools.warehouse.sandbox import bait
from tools.warehouse.sandbox.pool import run_select

LISTED = handed()
ALL = [*LISTED, *own()]
BOMBS = [a for a in ALL if a.must in ("bounded", "truncate")]
OWN_WANTED = 60


@pytest.fixture(scope="module")
def trap(mini_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bait.lay(mini_shop, tmp_path_factory.mktemp("trap"))


@pytest.fixture(scope="module")
def real_trap(real_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bait.lay(real_shop, tmp_path_factory.mktemp("real_trap"))


@pytest.mark.parametrize("attack", [a for a in ALL if a not in BOMBS], ids=lambda attack: attack.name)
def test_what_must_not_run_is_refused_and_what_may_runs(trap: Path, attack: Attack) -> None:
    assert tried(attack, trap).faults == []


@pytest.mark.real_shop
@pytest.mark.parametrize("attack", BOMBS, ids=lambda attack: attack.name)
def test_bombs_are_stopped_in_time(real_trap: Path, attack: Attack) -> None:
    assert tried(attack, real_trap).faults == []
    assert run_select(real_trap, "SELECT 1").rows == [(1,)]


@pytest.mark.skipif(not LISTED, reason="the list of attacks is not at hand")
def test_the_whole_list_is_read() -> None:
    assert len(LISTED) > 100
    assert {"refuse", "allow", "bounded", "truncate"} <= {attack.must for attack in LISTED}


def test_there_are_many_of_our_own() -> None:
    names = [attack.name for attack in own()]
    assert len(set(names)) == len(names) >= OWN_WANTED


def test_what_goes_wrong_is_told(trap: Path) -> None:
    ran = tried(Attack("ran", "refuse", ["SELECT 1"]), trap)
    refused = tried(Attack("refused", "allow", ["SELECT key FROM api_keys"]), trap)
    leaked = tried(Attack("leaked", "allow", ["SELECT 'CAN' || 'ARY-9'"]), trap)
    assert ran.faults == ["was not refused"]
    assert refused.faults[0].startswith("was refused")
    assert leaked.faults == ["shows 'CANARY-'"]
    assert told("odd", [ran, refused])[-2:] == [
        "  ran: was not refused",
        f"  refused: {refused.faults[0]}",
    ]


def test_no_list_at_hand_is_no_attacks(tmp_path: Path) -> None:
    assert handed(tmp_path / "missing.jsonl") == []


def test_personal_columns_cannot_be_had(trap: Path) -> None:
    for sql in (
        "SELECT * FROM customers",
        "SELECT c FROM customers c",
        "SELECT COLUMNS('.*') FROM customers",
        "SUMMARIZE customers",
        "SELECT to_json(customers) FROM customers",
        "SELECT * FROM customers NATURAL JOIN order_lines",
        "FROM customers c, LATERAL (SELECT c.*)",
    ):
        found = run_select(trap, sql)
        assert found.rows
        assert "CANARY" not in str(found)

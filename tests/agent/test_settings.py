"""Settings come from the environment, once, and say what is wrong with them."""

import re
from pathlib import Path
from typing import Any

import pytest

from agent.prices import cost, price_list
from agent.settings import OPENAI_DEFAULT, SettingsError, read_settings


def test_a_key_makes_openai_the_default(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path).model == "builtin"
    assert read_settings({"OPENAI_API_KEY": "k"}, tmp_path).model == "openai:gpt-4.1"
    assert read_settings({"OPENAI_API_KEY": "k", "AISLE_MODEL": "builtin"}, tmp_path).model == "builtin"
    assert read_settings({"AISLE_MODEL": "openai:qwen3:8b"}, tmp_path).model == "openai:qwen3:8b"


def test_the_home_holds_all_files(tmp_path: Path) -> None:
    settings = read_settings({"AISLE_HOME": str(tmp_path / "h")})
    assert settings.warehouse == tmp_path / "h" / "warehouse.duckdb"
    assert settings.threads.parent == settings.chat.parent == tmp_path / "h"
    assert read_settings({}, tmp_path).home == tmp_path / ".aisle"


def test_limits_can_be_set() -> None:
    limits = read_settings({"AISLE_MAX_MODEL_CALLS": "3", "AISLE_MAX_USD": "0.05"}).limits
    assert (limits.model_calls, limits.usd, limits.tool_calls) == (3, 0.05, 20)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AISLE_MODEL", "gpt-4.1"),
        ("AISLE_MODEL", "openai:"),
        ("AISLE_MAX_STEPS", "many"),
        ("AISLE_MAX_SECONDS", "0"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name if name.startswith("AISLE_MAX") else "not known"):
        read_settings({name: value})


def test_the_price_of_a_call() -> None:
    used = {"input": 1_000_000, "cached": 400_000, "output": 100_000}
    assert cost("openai:gpt-4.1", used) == pytest.approx(0.6 * 2.00 + 0.4 * 0.50 + 0.1 * 8.00)
    assert cost("openai:gpt-4.1-2025-04-14", used) == cost("openai:gpt-4.1", used)
    assert cost("builtin", used) == 0
    assert cost("openai:llama3", used) is None
    assert price_list()["as_of"]


def test_a_slow_model_may_be_given_more_time() -> None:
    patience = read_settings({"AISLE_MODEL_SECONDS": "300"}).patience
    assert (patience.read, patience.total) == (300.0, 300.0)
    with pytest.raises(SettingsError, match="AISLE_MODEL_SECONDS"):
        read_settings({"AISLE_MODEL_SECONDS": "inf"})


class Asked(dict[str, str]):
    """An environment with nothing set, which keeps the names that are looked up."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return default


def test_every_variable_is_documented_with_its_default(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    asked = Asked()
    settings = read_settings(asked, tmp_path)
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", (root / "docs/settings.md").read_text(), re.MULTILINE
    )
    documented = dict(rows)
    files = [
        root / "app.py",
        *(f for room in ("agent", "tools", "evals", "tests") for f in root.glob(f"{room}/**/*.py")),
    ]
    in_code = {
        name for f in files for name in re.findall(r"environ(?:\.get\(|\[)[\"'](AISLE_\w+)", f.read_text())
    }
    assert set(documented) == asked.names | in_code
    for name, limit in vars(settings.limits).items():
        assert documented[f"AISLE_MAX_{name.upper()}"] == f"{limit:g}"
    patience = settings.patience
    assert (
        documented["AISLE_MODEL_SECONDS"]
        == f"{patience.read:g} between two pieces, {patience.total:g} for a reply"
    )
    assert f"`{OPENAI_DEFAULT}`" in documented["AISLE_MODEL"]

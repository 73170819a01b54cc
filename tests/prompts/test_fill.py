"""Prompts fill exactly: nothing missing, nothing left over, retail characters untouched."""

from pathlib import Path
from typing import Any

import pytest

import prompts
from prompts import PromptError, fill, newest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prompts, "FOLDER", tmp_path)
    (tmp_path / "offer.v1.md").write_text("Old <<item>>\n")
    (tmp_path / "offer.v2.md").write_text("$5 off {2 for 1} <<item>> at 20 % <not a place> <<item>>\n")
    (tmp_path / "offer.v10.md").write_text("<<item>> for <<price>>")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_newest_version_is_the_highest_number() -> None:
    assert newest("offer") == "v10"
    assert fill("offer", item="tea", price="$2") == ("tea for $2", "offer", "v10")


@pytest.mark.usefixtures("folder")
def test_dollars_braces_and_places_inside_values_stay() -> None:
    filled = fill("offer", "v2", item=r"<<price>> ${x} \1")
    assert filled.text == r"$5 off {2 for 1} <<price>> ${x} \1 at 20 % <not a place> <<price>> ${x} \1"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "version", "values"),
    [
        ("offr", None, {}),
        ("offer", "v3", {"item": "tea"}),
        ("offer", "v1", {}),
        ("offer", "v1", {"item": "tea", "price": 2}),
    ],
)
def test_what_is_missing_or_left_over_raises(name: str, version: str | None, values: dict[str, Any]) -> None:
    with pytest.raises(PromptError):
        fill(name, version, **values)


def test_every_prompt_has_a_version_and_can_be_filled() -> None:
    for path in prompts.FOLDER.glob("*.md"):
        match = prompts.FILE.fullmatch(path.name)
        assert match, path.name
        places = set(prompts.PLACE.findall(path.read_text()))
        assert fill(match["name"], f"v{match['number']}", **dict.fromkeys(places, "x")).text

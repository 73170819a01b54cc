"""ask_user: a question back, with options, that ends the turn."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from tools import tool_box
from tools.ask_user import ask_user_tool
from tools.warehouse.connection import Warehouse


def test_the_question_and_its_options_come_back_as_asked() -> None:
    args = {"question": "Which milk?", "options": ["Fluid milk", "Milk by-products"]}
    message = ask_user_tool().invoke({"type": "tool_call", "id": "1", "name": "ask_user", "args": args})
    assert message.content == "Which milk?"
    assert message.artifact == args


def test_an_empty_question_is_refused() -> None:
    with pytest.raises(ValidationError):
        ask_user_tool().invoke({"type": "tool_call", "id": "1", "name": "ask_user", "args": {"question": ""}})


def test_only_asking_ends_the_turn(mini_shop: Path) -> None:
    assert [t.tool.name for t in tool_box(Warehouse(mini_shop)) if t.ends_turn] == ["ask_user"]

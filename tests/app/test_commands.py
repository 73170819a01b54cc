"""What is typed after a slash, and what is only text with a slash in it."""

import pytest

from agent.screen import commands


@pytest.mark.parametrize(
    ("text", "chosen", "command"),
    [
        ("/sql SELECT 1", None, ("sql", "SELECT 1")),
        ("  /Data cheese ", None, ("data", "cheese")),
        ("SELECT 1", "sql", ("sql", "SELECT 1")),
        ("/help", None, ("help", "")),
        ("sales in 1/2 of the stores", None, None),
        ("/2017/03 sales", None, None),
        ("what is /sql", None, None),
        ("/", None, None),
    ],
)
def test_a_command_is_one_word_at_the_start(text, chosen, command):
    assert commands.read(text, chosen) == command


def test_a_query_runs_as_it_was_written():
    asked = commands.asked("sql", "SELECT count(*) FROM orders")
    assert asked.calls[0]["name"] == "run_sql"
    assert asked.calls[0]["args"]["sql"] == "SELECT count(*) FROM orders"


def test_data_looks_at_the_shop_or_for_a_word():
    assert commands.asked("data", "").calls == ({"name": "describe_data", "args": {}},)
    assert commands.asked("data", "cheese").calls[0]["args"] == {"about": "cheese"}


@pytest.mark.parametrize(
    ("name", "rest", "said"),
    [("sql", "", "SELECT"), ("forecast", "sales", "no tool"), ("frobnicate", "", "There is no command")],
)
def test_what_cannot_be_done_is_said_with_what_can(name, rest, said):
    with pytest.raises(commands.Unclear, match=said):
        commands.asked(name, rest)


def test_every_command_is_offered_with_a_description_and_works():
    offered = {command["id"]: command for command in commands.offered()}
    assert set(offered) == set(commands.COMMANDS)
    assert all(command["description"] for command in offered.values())
    assert all(any(commands.asked(name, "SELECT 1")) for name in offered)

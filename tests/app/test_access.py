"""Who may use an exposed chat: users and passwords, waits, ended sign-ins, what stops the start."""

import os
import stat
import time
from types import SimpleNamespace

import pytest
from jwt import InvalidTokenError

from agent.screen.access import command, rules, users
from agent.screen.access.door import Door, TooSoon
from agent.screen.access.ended import Ended
from agent.screen.access.limits import Pace, Waits
from agent.settings import SettingsError

CHEAP = (2, 1, 1)


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Passwords at the least cost: the real one is tested by itself."""
    real = users.COST
    monkeypatch.setattr(users, "COST", CHEAP)
    return real


@pytest.fixture
def path(tmp_path):
    users.write(tmp_path / "users", "anna", users.hashed("a long password"))
    return tmp_path / "users"


def test_a_password_is_known_by_its_hash_only(path, cheap):
    known = users.Users(path)
    assert known.check("anna", "a long password")
    assert not known.check("anna", "another password")
    assert not known.check("bert", "a long password")
    assert "a long password" not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # OWASP's Password Storage Cheat Sheet: N=2^15, r=8, p=3 is among the least that it allows for scrypt.
    assert cheap == (2**15, 8, 3)


def test_a_changed_file_counts_at_once(path):
    known = users.Users(path)
    before = known.key("anna", "secret")
    users.write(path, "anna", users.hashed("a new password"))
    os.utime(path, ns=(time.time_ns(), time.time_ns() + 1_000_000_000))
    assert known.check("anna", "a new password")
    assert known.key("anna", "secret") != before
    users.write(path, "anna", None)
    assert known.key("anna", "secret") is None
    path.unlink()
    assert not known.check("anna", "a new password")


@pytest.mark.parametrize(
    "line",
    [
        "anna",
        "you:scrypt:2:1:1:AA==:AA==",
        "Anna:scrypt:2:1:1:AA==:AA==",
        "anna:a long password",
        "anna:scrypt:3:1:1:AA==:AA==",
        "anna:scrypt:1073741824:8:9:AA==:AA==",
    ],
)
def test_a_line_that_is_no_user_stops_the_start(tmp_path, line):
    (tmp_path / "users").write_text(f"# who may\n{line}\n")
    with pytest.raises(SettingsError, match=r"Line 2 of .*users add"):
        users.Users(tmp_path / "users")


def test_users_may_come_from_the_environment():
    line = f"anna:{users.hashed('a long password')}"
    found = rules.read_rules({"AISLE_USER_LINES": f"{line};bert:{users.hashed('b')}"})
    assert found.users
    assert found.users.check("anna", "a long password")
    assert found.turns == rules.TURNS


@pytest.mark.parametrize(
    ("given", "address", "said"),
    [
        ({}, "0.0.0.0", "must sign in"),
        ({}, "::", "must sign in"),
        ({"AISLE_HOSTS": "aisle.example.com"}, "127.0.0.1", "must sign in"),
        ({"AISLE_USER_LINES": "#"}, "127.0.0.1", "no user"),
        ({"AISLE_HOSTS": "http://aisle"}, "127.0.0.1", "AISLE_HOSTS takes names"),
        ({"AISLE_HTTPS": "yes"}, "127.0.0.1", "AISLE_HTTPS takes 1 or 0"),
        ({"AISLE_TURNS_PER_MINUTE": "-1"}, "127.0.0.1", "AISLE_TURNS_PER_MINUTE"),
        ({"AISLE_USERS": "/nowhere/users"}, "127.0.0.1", "cannot be read"),
    ],
)
def test_a_chat_that_others_could_use_freely_does_not_start(given, address, said):
    with pytest.raises(SettingsError, match=said):
        rules.check_reach(address, rules.read_rules(given))


def test_a_chat_that_others_reach_says_under_which_names(path):
    known = {"AISLE_USERS": str(path)}
    with pytest.raises(SettingsError, match="AISLE_HOSTS"):
        rules.check_reach("0.0.0.0", rules.read_rules(known))
    rules.check_reach("0.0.0.0", rules.read_rules({**known, "AISLE_HOSTS": "aisle.example.com"}))
    rules.check_reach("127.0.0.1", rules.read_rules({}))


def test_each_wrong_try_doubles_the_wait_and_quiet_forgets_it():
    now = [0.0]
    waits = Waits(free=3, longest=60.0, clock=lambda: now[0])
    seen = []
    for _ in range(9):
        now[0] += waits.left("anna")
        waits.failed("anna")
        seen.append(waits.left("anna"))
    assert seen == [0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert waits.left("bert") == 0
    now[0] += 4000
    waits.failed("anna")
    assert waits.left("anna") == 0


def test_questions_above_the_pace_wait_until_a_minute_has_passed():
    now = [0.0]
    pace = Pace(2, clock=lambda: now[0])
    assert [pace.wait("anna"), pace.wait("anna"), pace.wait("anna"), pace.wait("bert")] == [0, 0, 60, 0]
    now[0] = 59.0
    assert pace.wait("anna") == 1
    now[0] = 60.0
    assert pace.wait("anna") == 0
    assert [Pace(0).wait("anna") for _ in range(99)] == [0] * 99


class Auth:
    """Cookies as plain `name key`."""

    @staticmethod
    def decode_jwt(cookie):
        if cookie.count(" ") != 1:
            raise InvalidTokenError
        name, key = cookie.split(" ")
        return SimpleNamespace(identifier=name, metadata={"key": key})


def door(path, tmp_path):
    found = rules.read_rules({"AISLE_USERS": str(path)} if path else {})
    return Door(found, Auth, "secret", Ended(tmp_path / "ended", 60.0))


async def test_a_cookie_is_good_until_it_is_signed_out_also_after_a_restart(path, tmp_path):
    opened = door(path, tmp_path)
    given = await opened.enter("anna", "a long password")
    cookie = f"anna {given['key']}"
    assert opened.holder(cookie) == "anna"
    for no in (None, "", "no cookie at all", "anna ", "anna other", f"bert {given['key']}"):
        assert opened.holder(no) == ""
    opened.leave(cookie)
    assert opened.holder(cookie) == ""
    assert door(path, tmp_path).holder(cookie) == ""


async def test_a_new_password_ends_what_was_signed_in_before(path, tmp_path):
    opened = door(path, tmp_path)
    given = await opened.enter("anna", "a long password")
    users.write(path, "anna", users.hashed("a new password"))
    os.utime(path, ns=(time.time_ns(), time.time_ns() + 1_000_000_000))
    assert opened.holder(f"anna {given['key']}") == ""


async def test_guesses_during_the_wait_are_not_looked_at(path, tmp_path):
    opened = door(path, tmp_path)
    for _ in range(3):
        assert await opened.enter("anna", "a guess") is None
    with pytest.raises(TooSoon):
        await opened.enter("anna", "a long password")
    for n in range(7):
        await opened.enter(f"name{n}", "a guess")
    with pytest.raises(TooSoon):
        await opened.enter("yet-another", "a guess")


def test_at_this_machine_only_its_own_user_is_known(tmp_path):
    opened = door(None, tmp_path)
    assert opened.holder(f"{users.LOCAL_USER} ") == users.LOCAL_USER
    assert opened.holder("anna ") == ""


@pytest.mark.parametrize("name", ["Anna", "you", "", "a b", "anna:x", "../anna"])
def test_a_name_with_another_meaning_is_not_taken(tmp_path, monkeypatch, capsys, name):
    monkeypatch.setenv("AISLE_USERS", str(tmp_path / "users"))
    assert command.main(["add", name], lambda _: "a long password") == 1
    assert "is no name" in capsys.readouterr().err


def test_users_are_added_listed_and_removed_by_command(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AISLE_USERS", str(tmp_path / "users"))
    assert command.main(["add", "anna"], lambda _: "short") == 1
    typed = iter(["a long password", "a lon password"])
    assert command.main(["add", "anna"], lambda _: next(typed)) == 1
    assert not (tmp_path / "users").exists()
    for name in ("anna", "bert"):
        assert command.main(["add", name], lambda _: "a long password") == 0
    assert command.main(["remove", "bert"]) == 0
    capsys.readouterr()
    assert command.main(["list"]) == 0
    assert capsys.readouterr().out == "anna\n"
    assert command.main(["line", "carl"], lambda _: "a long password") == 0
    assert capsys.readouterr().out.startswith("carl:scrypt:")
    assert command.main(["remove", "carl"]) == 1

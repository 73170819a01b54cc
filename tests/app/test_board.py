"""The board: answers that are kept, computed again on new data, and shown to their owner alone."""

import uuid
from copy import deepcopy
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from agent.events import Done
from agent.screen import saved
from agent.screen.board import again, pins
from agent.screen.board.page import board_page
from agent.screen.board.routes import add_board
from agent.screen.history import READER

ANN, BOB = "ann", "bob"
PUBLIC = Path(__file__).resolve().parents[2] / "public"


class Desk:
    """Answers any question with `answer`, and keeps what it was asked and told to forget."""

    def __init__(self, answer):
        self.answer, self.asked, self.forgotten = answer, [], []

    async def ask(self, text, thread, **given):
        self.asked.append((text, thread, given))
        yield Done(self.answer)

    async def forget(self, thread):
        self.forgotten.append(thread)

    async def data_version(self):
        return "new"


@pytest.fixture
def answer(answer_with, sales_by_department):
    called = {"name": "query_metric", "args": {"metrics": ["sales"], "by": ["department"]}}
    return {**answer_with({**sales_by_department, "call": called}), "thread": str(uuid.uuid4())}


def test_answers_are_kept_in_order_and_moved(tmp_path, answer):
    made = [pins.pinned(tmp_path, ANN, {**answer, "turn": turn}, "calls") for turn in (1, 2, 3)]
    assert [p["answer"]["turn"] for p in pins.pins(tmp_path, ANN)] == [1, 2, 3]
    assert pins.move(tmp_path, ANN, made[2]["id"], -5)
    assert [p["answer"]["turn"] for p in pins.pins(tmp_path, ANN)] == [3, 1, 2]
    assert pins.unpin(tmp_path, ANN, made[0]["id"])
    assert [p["answer"]["turn"] for p in pins.pins(tmp_path, ANN)] == [3, 2]
    assert not pins.unpin(tmp_path, ANN, made[0]["id"])


def test_the_same_answer_is_kept_once_and_a_question_back_not_at_all(tmp_path, answer):
    first = pins.pinned(tmp_path, ANN, answer, "calls")
    assert pins.pinned(tmp_path, ANN, answer, "calls")["id"] == first["id"]
    with pytest.raises(pins.CannotPin, match="figures"):
        pins.pinned(tmp_path, ANN, {**answer, "status": "clarify", "turn": 9}, "calls")


@pytest.mark.parametrize("bad", ["..", "../x", "", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"])
def test_an_id_that_is_not_on_the_board_reaches_no_file(tmp_path, answer, bad):
    pins.pinned(tmp_path, ANN, answer, "calls")
    assert pins.pin_of(tmp_path, ANN, bad) is None
    assert not pins.unpin(tmp_path, ANN, bad)
    assert not pins.move(tmp_path, ANN, bad, 1)


async def test_the_same_figures_leave_the_answer_as_it_was_told(tmp_path, answer):
    pin = pins.pinned(tmp_path, ANN, answer, "calls")
    desk = Desk({**deepcopy(answer), "text": "Told otherwise [D1].", "versions": {"data": "new"}})
    found = await again.computed_again(pin, desk)
    assert (found["changed"], found["failed"]) == ([], "")
    assert found["answer"]["text"] == answer["text"]
    assert found["answer"]["versions"] == {"data": "new"}
    assert desk.asked[0][2] == {"calls": again.calls_of(answer)}
    assert desk.forgotten == [desk.asked[0][1]]


async def test_other_figures_bring_the_new_answer_and_what_changed(tmp_path, answer):
    pin = pins.pinned(tmp_path, ANN, answer, "question")
    now = deepcopy(answer)
    now["evidence"][0]["rows"][0]["sales"] += 100
    now["text"] = "Grocery has more [D1]."
    desk = Desk({**now, "thread": "scratch", "turn": 1})
    found = await again.computed_again(pin, desk)
    assert found["answer"]["text"] == "Grocery has more [D1]."
    assert found["answer"]["thread"] == answer["thread"]
    assert any("GROCERY" in line and "then" in line for line in found["changed"])
    assert desk.asked[0][2] == {"model": "builtin"}


async def test_what_cannot_be_computed_again_stays_and_says_why(tmp_path, answer):
    pin = pins.pinned(tmp_path, ANN, answer, "calls")
    found = await again.computed_again(pin, Desk({**answer, "status": "failed", "text": "No such table."}))
    assert found["failed"] == "No such table."
    assert found["answer"] == answer
    assert found["checked"] == pin["checked"]


async def test_a_question_that_stands_alone_is_asked_again(answer):
    other = deepcopy(answer)
    other["evidence"][0]["call"]["args"] = {"metrics": ["units"]}
    assert await again.manner(answer, Desk(deepcopy(answer))) == "question"
    assert await again.manner(answer, Desk(other)) == "calls"


class History:
    async def get_thread_author(self, thread):
        return ANN


@pytest.fixture
def client(tmp_path, answer):
    app = FastAPI()
    add_board(app, tmp_path, PUBLIC, Desk(answer), History)

    @app.middleware("http")
    async def signed_in(request, call_next):
        READER.set(request.headers.get("user", ""))
        return await call_next(request)

    with TestClient(app) as opened:
        yield opened


def test_the_board_belongs_to_its_owner(client, tmp_path, answer):
    message = str(uuid.uuid4())
    saved.save(tmp_path, answer["thread"], message, answer)
    wanted = {"thread": answer["thread"], "message": message}
    ann, bob = {"user": ANN}, {"user": BOB}
    assert client.post("/board/pins", json=wanted, headers=bob).status_code == 404
    assert client.post("/board/pins", json=wanted).status_code == 401
    pin = client.post("/board/pins", json=wanted, headers=ann).json()["id"]
    assert answer["question"] in client.get("/board", headers=ann).text
    assert pin not in client.get("/board", headers=bob).text
    for method, path in (("post", "/run"), ("post", "/move?steps=1"), ("delete", "")):
        assert getattr(client, method)(f"/board/pins/{pin}{path}", headers=bob).status_code == 404
    assert "data version" in client.post(f"/board/pins/{pin}/run", headers=ann).text
    assert client.delete(f"/board/pins/{pin}", headers=ann).status_code == 200
    assert "Nothing is saved here yet" in client.get("/board", headers=ann).text


def test_a_card_of_other_data_is_marked(tmp_path, answer):
    pin = pins.pinned(tmp_path, ANN, {**answer, "versions": {"data": "old"}}, "calls")
    assert "data-stale" in board_page([pin], "new", PUBLIC / "theme.json")
    assert "data-stale" not in board_page([pin], "old", PUBLIC / "theme.json")

"""Our addresses: what an answer's owner may fetch, and nobody else."""

import asyncio
import uuid
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from agent.screen import routes, saved
from agent.screen.history import READER

THREAD, MESSAGE = str(uuid.uuid4()), str(uuid.uuid4())


@pytest.fixture
def fetch(tmp_path, answer_with, sales_by_department):
    saved.save(tmp_path, THREAD, MESSAGE, answer_with(sales_by_department))
    app = FastAPI()

    async def author(thread):
        return "you" if thread == THREAD else ""

    async def foretold(thread, options):
        return [None for _ in options]

    routes.add(app, tmp_path, author, SimpleNamespace(foretold=foretold))

    def get(path, reader="you"):
        async def asked():
            READER.set(reader)
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
                return await client.get(path)

        return asyncio.run(asked())

    return get


def test_the_owner_of_the_conversation_gets_what_the_page_builds_from(fetch):
    built = fetch(f"/answers/{MESSAGE}").json()
    assert built["thread"] == THREAD
    assert built["table"]["rows"][0] == ["Grocery", "$2,316,394", "74.0%"]
    assert fetch(f"/answers/{MESSAGE}", reader="mallory").status_code == 404
    assert fetch(f"/answers/{uuid.uuid4()}").status_code == 404
    assert fetch("/answers/*").status_code == 404


@pytest.mark.parametrize("what", ["text", "D1/csv", "D1/xlsx", "D1/table", "D1/chart"])
def test_the_owner_gets_it_and_nobody_else(fetch, what):
    path = f"/answers/{THREAD}/{MESSAGE}/{what}"
    assert fetch(path).status_code == 200
    assert fetch(path, reader="mallory").status_code == 404
    assert fetch(path, reader="").status_code == 404
    assert fetch(path.replace(THREAD, str(uuid.uuid4()))).status_code == 404


@pytest.mark.parametrize("what", ["other", "D9/csv", "D1/exe"])
def test_what_is_not_there_is_not_found(fetch, what):
    assert fetch(f"/answers/{THREAD}/{MESSAGE}/{what}").status_code == 404
    assert fetch(f"/answers/{THREAD}/..%2f..%2fchat/{what}").status_code == 404


def test_the_text_to_take_along_names_its_sources(fetch):
    text = fetch(f"/answers/{THREAD}/{MESSAGE}/text").text
    assert "Grocery sold $2,316,394 [D1]." in text
    assert "Sources:\n[D1] Sales by department, 2017 (data v1" in text


def test_the_steps_are_told_in_plain_words_with_their_times(answer_with, sales_by_department):
    call = {
        "name": "query_metric", "label": "Looking up sales by department", "args": {}, "seconds": 0.31,
        "evidence": ["D1"], "error": None,
    }  # fmt: skip
    timings = {"scope": 0.004, "think": 0.2, "act": 0.3, "verify": 0.01, "total": 0.6}
    said = routes.view.steps(answer_with(sales_by_department, tools=[call], timings=timings))
    assert [step["what"] for step in said] == [
        "Read the question",
        "Decided what to look up, and wrote the answer",
        "Looking up sales by department → D1",
        "Checked every figure against the data",
        "From question to answer",
    ]
    assert [step["time"] for step in said] == ["4 ms", "0.2 s", "0.3 s", "10 ms", "0.6 s"]

"""A conversation to take along: all of it, with its evidence, and nothing in it that runs."""

import re

import httpx
import pytest
from fastapi import FastAPI

from agent.screen import export, export_route
from agent.screen.history import READER

THREAD = "44aab552-45bc-4a01-ac05-c4ee473c8a23"


@pytest.fixture
def conversation(answer_with, sales_by_department):
    shown = answer_with(sales_by_department)
    steps = [
        {"id": "q1", "type": "user_message", "output": "Sales <b>by</b> department?"},
        {"id": "r1", "type": "run", "output": "internal"},
        {"id": "a1", "type": "assistant_message", "output": "rendered"},
        {"id": "q2", "type": "user_message", "output": "And again?"},
        {"id": "a2", "type": "assistant_message", "output": "###### Stopped. Ask again."},
    ]
    return shown, ("Sales <i>", steps, {"a1": shown})


@pytest.mark.parametrize("write", [export.as_markdown, export.as_html])
def test_the_whole_conversation_is_there_with_its_evidence(conversation, write):
    answer, given = conversation
    page = write(*given)
    evidence = answer["evidence"][0]
    for said in ("And again?", "Stopped. Ask again.", evidence["title"], "2,316,394", "SELECT"):
        assert said in page
    assert "internal" not in page
    assert page.count("SELECT") == len([e for e in answer["evidence"] if e["sql"]])


def test_the_page_runs_nothing_and_reaches_nobody(conversation):
    page = export.as_html(*conversation[1])
    assert "&lt;b&gt;by&lt;/b&gt;" in page
    assert not re.search(r"<(script|img|iframe|link)\b|https?://| on\w+=", page)
    assert "default-src 'none'" in page
    for mark in re.findall(r'href="#(\w+)"', page):
        assert f'id="{mark}"' in page


@pytest.mark.parametrize(
    ("reader", "path", "status"),
    [
        ("anna", f"/export/{THREAD}.md", 200),
        ("anna", f"/export/{THREAD}.html", 200),
        ("anna", f"/export/{THREAD}.exe", 404),
        ("ben", f"/export/{THREAD}.md", 404),
        ("", f"/export/{THREAD}.md", 404),
        ("anna", "/export/72b5f575-3bd6-4fdf-9a91-33b8a1c126e8.md", 404),
        ("anna", "/export/x' OR '1'='1.md", 404),
    ],
)
async def test_only_its_owner_takes_a_conversation_along_and_only_as_a_file(tmp_path, reader, path, status):
    class Layer:
        async def get_thread_author(self, thread):
            return "anna" if thread == THREAD else ""

        async def drained(self):
            return True

        async def get_thread(self, thread):
            return {"name": "Sales\r\nX: y", "steps": []}

    app = FastAPI()
    export_route.add_export(app, tmp_path, Layer)
    token = READER.set(reader)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        reply = await client.get(path)
    READER.reset(token)
    assert reply.status_code == status
    if status == 200:
        assert reply.headers["content-disposition"].startswith('attachment; filename="sales-x-y.')

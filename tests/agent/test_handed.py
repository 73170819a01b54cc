"""Calls that come with the question are made as they stand, by no model, and told like any other."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from agent.question import Question
from agent.run import answer, ask
from agent.runtime import Runtime
from agent.speaker import Speaker

MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}


class Unwanted:
    """Stands where a language model would: calling it is the failure."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the model was asked ({name})")


@pytest.fixture
async def shop(shop: Runtime) -> Runtime:
    model = Speaker("openai:unwanted", Unwanted(), remote=True)  # type: ignore[arg-type]
    return replace(shop, context=replace(shop.context, model=model))


def handed(text: str, *calls: dict[str, Any], thread: str | None = None) -> Question:
    return Question(text, thread or uuid.uuid4().hex, calls=calls)


async def test_the_calls_are_made_and_told_without_asking_the_model(shop: Runtime) -> None:
    call = {"name": "query_metric", "args": {"metrics": ["sales"], "period": MARCH}}
    found = await answer(handed("Edited: period March 2017", call), shop)
    assert [(c["name"], c["args"]) for c in found["tools"]] == [(call["name"], call["args"])]
    assert found["status"] == "answered"
    assert found["model"] == "builtin"
    figure = found["evidence"][0]["rows"][0]["sales"]
    assert any(claim["value"] == pytest.approx(figure, abs=0.5) for claim in found["claims"])


async def test_the_next_question_leans_on_what_was_handed_over(shop: Runtime) -> None:
    thread = uuid.uuid4().hex
    call = {"name": "query_metric", "args": {"metrics": ["units"], "period": MARCH}}
    await answer(handed("Edited", call, thread=thread), shop)
    builtin = replace(shop, context=replace(shop.context, model=shop.context.builtin))
    found = await answer(Question("by department?", thread), builtin)
    assert found["scope"]["metrics"] == ["units"]
    assert found["scope"]["by"] == ["department"]
    assert found["scope"]["period"]["start"] == MARCH["start"]


async def test_arguments_that_are_not_right_end_in_a_sentence(shop: Runtime) -> None:
    found = await answer(handed("Edited", {"name": "query_metric", "args": {"metrics": ["joy"]}}), shop)
    assert found["status"] == "declined"
    assert found["evidence"] == []


async def test_the_question_may_say_what_it_likes(shop: Runtime) -> None:
    call = {"name": "query_metric", "args": {"metrics": ["sales"]}}
    events = [e async for e in ask(handed("Bitte was anderes", call), shop)]
    assert events[-1].answer["evidence"][0]["scope"]["metrics"] == ["sales"]


async def test_a_query_of_ones_own_is_told_with_all_its_figures(shop: Runtime) -> None:
    sql = "SELECT count(*) AS number, max(quantity) AS most FROM order_lines"
    found = await answer(
        handed("SQL", {"name": "run_sql", "args": {"title": "Your query", "sql": sql}}), shop
    )
    row = found["evidence"][0]["rows"][0]
    assert {claim["value"] for claim in found["claims"] if claim["cells"]} == set(row.values())


async def test_a_query_that_cannot_run_says_what_to_mend(shop: Runtime) -> None:
    sql = "SELECT * FROM no_such_table"
    found = await answer(
        handed("SQL", {"name": "run_sql", "args": {"title": "Your query", "sql": sql}}), shop
    )
    assert found["status"] == "declined"
    assert "order_lines" in found["text"]

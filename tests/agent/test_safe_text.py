"""Links, images, HTML and marks in a model's text."""

import pytest

from agent.safe_text import declined, marks, sentences, with_known_marks, without_links


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/a.png)",
        "![x][1]\n\n[1]: http://evil.example/a.png",
        "[text](//evil.example/q)",
        "<img src=x onerror=alert(1)>",
        "see http://evil.example/?q=1",
        "<http://evil.example>",
        "www.evil.example/a",
        "[a](javascript:alert(1))",
        "<script>fetch('//evil.example')</script>",
        "data:text/html;base64,AAAA",
    ],
)
def test_nothing_that_loads_or_leads_away_stays(text: str) -> None:
    safe, changed = without_links(text)
    assert changed
    for bad in ("://", "](", "<img", "<script", "www.", "javascript:", "data:"):
        assert bad not in safe


@pytest.mark.parametrize("text", ["Sales < $5 and > $3 [D1].", "2 < 3", "A/B: 5 %", "- a\n- b", "data: rows"])
def test_ordinary_text_stays(text: str) -> None:
    assert without_links(text) == (text, False)


def test_marks() -> None:
    assert marks("a [D1], b [D2, K1] and [D1] but not [x] or [1]") == ["D1", "D2", "K1"]
    assert with_known_marks("a [D1, D9]. b [D8].", {"D1"}) == ("a [D1]. b.", ["D9", "D8"])


def test_declined() -> None:
    assert declined("[declined] No costs.") == ("No costs.", True)
    assert declined("Declined offers fell.") == ("Declined offers fell.", False)


def test_pieces_joined_are_the_text() -> None:
    text = "Sales were $4.6 million [D1]. They rose.\n\n- one\n- two: 3.5 %. The U.S. East."
    assert "".join(sentences(text)) == text
    assert len(sentences(text)) > 3

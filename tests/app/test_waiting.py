"""Questions that wait: in order, each can be taken back, and no line is endless."""

from agent.screen.waiting import LONGEST, MOST, Line


def test_questions_leave_the_line_in_their_order_and_one_can_be_taken_back():
    line = Line()
    for text in ("one", " two ", "three"):
        assert line.join("a", text)
    line.join("b", "other")
    assert [one["text"] for one in line.shown("a")] == ["one", "two", "three"]
    line.leave("a", line.shown("a")[1]["id"])
    line.leave("b", line.shown("a")[0]["id"])
    assert [line.next("a"), line.next("a"), line.next("a")] == ["one", "three", None]
    assert line.next("b") == "other"


def test_a_line_takes_questions_only_and_not_without_end():
    line = Line()
    assert not line.join("a", " \n ")
    assert all(line.join("a", "x" * 100_000) for _ in range(MOST))
    assert not line.join("a", "one more")
    assert len(line.shown("a")[0]["text"]) == LONGEST

"""Readings made a moment ago: the same again, and nobody's changes in them."""

from agent.reading.remembered import KEPT, Remembered
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest


def test_the_same_words_are_read_once_and_handed_out_whole() -> None:
    read: list[str] = []

    def anew(question: str, previous: MetricRequest | None) -> Reading:
        read.append(question)
        return Reading(question, metrics=["sales"])

    kept = Remembered()
    first = kept.get("sales", None, anew)
    first.metrics.append("units")
    assert kept.get("sales", None, anew).metrics == ["sales"]
    assert read == ["sales"]


def test_another_request_before_is_another_reading() -> None:
    kept = Remembered()
    march = MetricRequest(metrics=["units"])
    assert kept.get("by month", None, lambda q, p: Reading(q)).metrics == []
    assert kept.get("by month", march, lambda q, p: Reading(q, metrics=["units"])).metrics == ["units"]


def test_old_readings_make_room() -> None:
    kept, read = Remembered(), []
    for number in [*range(KEPT + 1), 0]:
        kept.get(str(number), None, lambda q, p: read.append(q) or Reading(q))
    assert read.count("0") == 2

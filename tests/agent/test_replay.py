"""Answers held against the shop once more: same digits, what changed and why, what was edited."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent import gate, replay
from agent.__main__ import main
from agent.bundle import LARGEST
from agent.draft import Desk, checked
from agent.settings import read_settings
from agent.start import check_bench
from agent.verify_bundle import Bench, Finding, report, verdict, verified
from agent.versions import checksum

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def home(mini_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    (folder / "warehouse.duckdb").symlink_to(mini_shop)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AISLE_HOME", str(folder))
        for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AISLE_MODEL"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="module")
def bench(home: Path) -> Iterator[Bench]:
    with check_bench(read_settings()) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(home: Path) -> Callable[[str], dict[str, Any]]:
    def ask(question: str, thread: str = "one") -> dict[str, Any]:
        with pytest.MonkeyPatch.context() as patch:
            said: list[str] = []
            patch.setattr("builtins.print", lambda *parts, **_: said.append(" ".join(map(str, parts))))
            assert main([question, "--thread", thread, "--json"]) == 0
        found: dict[str, Any] = json.loads(said[-1])
        return found

    return ask


@pytest.fixture(scope="module")
def by_store(asked: Callable[..., dict[str, Any]], bench: Bench) -> str:
    """The bundle of 'sales by store in february': store 10 44.00, store 20 32.00, in all 76.00; in words that
    do not depend on how the built-in analyst writes today."""
    answer = asked("sales by store in february", "stores")
    text = "Store 10 had the highest sales in February 2017: $44.00 of $76.00 [D1]."
    checked = gate.check(text, answer["evidence"], answer["question"], vocabulary=bench.vocabulary)
    assert not checked.failures
    answer |= {"text": text, "claims": list(checked.claims)}
    return json.dumps({**answer, "checksum": checksum(answer)})


def test_an_untouched_answer_has_the_same_digits(by_store: str, bench: Bench) -> None:
    found = verified(json.loads(by_store), bench)
    assert (found.wrong, found.noted, found.changed) == ([], [], {})
    assert "same digits in 2 rows, two routes agree" in report(found)
    assert verdict(found) == "Same digits."


def test_references_are_computed_again(asked: Callable[..., dict[str, Any]], bench: Bench) -> None:
    answer = asked("sales by store in february", "references")
    desk = Desk(answer["evidence"], answer["question"], bench.vocabulary)
    draft = checked(AIMessage("Store 10 sold {D1[10].sales - D1[20].sales} more than store 20."), desk)
    assert draft.text == "Store 10 sold $12.00 more than store 20 [D1]."
    answer |= {"text": draft.text, "claims": draft.claims}
    kept = json.dumps({**answer, "checksum": checksum(answer)})
    found = verified(json.loads(kept), bench)
    assert found.wrong == []
    assert "The text: 1 figure bound to the same cells." in report(found)
    for old, new in (("$12.00", "$13.00"), ("D1[10].sales - ", "D1[10].sales + "), ("D1[20]", "D1[30]")):
        edited = json.loads(kept.replace(old, new))
        assert verified({**edited, "checksum": checksum(edited)}, bench).wrong


def _text(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("$44", "$54")
    answer["claims"] = [{**c, "text": c["text"].replace("$44", "$54")} for c in answer["claims"]]


def _direction(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("highest", "lowest ")


def _row(answer: dict[str, Any]) -> None:
    answer["evidence"][0]["rows"][0]["sales"] += 10


def _total(answer: dict[str, Any]) -> None:
    next(f for f in answer["evidence"][0]["facts"] if f["name"] == "total_sales")["value"] = 77


def _left_out(answer: dict[str, Any]) -> None:
    answer["evidence"][0]["rows"].pop()


def _sql(answer: dict[str, Any]) -> None:
    answer["evidence"][0]["sql"] = "SELECT 1"


def _call(answer: dict[str, Any]) -> None:
    answer["tools"][0]["args"]["period"]["end"] = "2017-03-31"


def _version(answer: dict[str, Any]) -> None:
    answer["evidence"][0]["rows"][0]["sales"] += 10
    answer["versions"]["data"] = "an older one"


EDITS: dict[str, tuple[Edit, str]] = {
    "a figure of the text": (_text, "'$54.00' does not hold"),
    "a word of rank": (_direction, "does not hold"),
    "a row": (_row, "54.0 then, 44.0 now"),
    "a total": (_total, "$77.00 then, $76.00 now"),
    "a row taken out": (_left_out, "is new"),
    "the query": (_sql, "sql is not as recorded"),
    "the call": (_call, "now"),
}


@pytest.mark.parametrize(("edit", "says"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("signed", [False, True], ids=["old checksum", "new checksum"])
def test_what_was_edited_is_found(by_store: str, bench: Bench, edit: Edit, says: str, signed: bool) -> None:
    answer = json.loads(by_store)
    edit(answer)
    if signed:
        answer["checksum"] = checksum(answer)
    found = verified(answer, bench)
    assert says in "\n".join(found.wrong)
    assert verdict(found) == (
        "Other digits, although data, definitions and code are the same: this is not what was computed."
        if signed
        else "Not the answer that was given."
    )


def test_a_word_that_no_figure_hangs_on_is_found_by_the_checksum(by_store: str, bench: Bench) -> None:
    answer = json.loads(by_store)
    answer["question"] = "sales by shop in february"
    assert verdict(verified(answer, bench)) == "Not the answer that was given."


def test_a_cell_that_a_figure_is_said_to_stand_for_is_bound_again(by_store: str, bench: Bench) -> None:
    answer = json.loads(by_store)
    claim = next(c for c in answer["claims"] if c["text"] == "$44.00")
    claim["cells"][0]["row"] = 1
    answer["checksum"] = checksum(answer)
    assert "'$44.00' stands for a cell over sales of D1 row 1, not" in "\n".join(
        verified(answer, bench).wrong
    )


def test_a_chart_may_stand_under_the_title_of_its_evidence(by_store: str, bench: Bench) -> None:
    answer = json.loads(by_store)
    evidence = answer["evidence"][0]
    evidence["chart"]["title"] = evidence["title"]
    answer["checksum"] = checksum(answer)
    assert verdict(verified(answer, bench)) == "Same digits."
    evidence["chart"]["title"] = "Store 20 leads"
    answer["checksum"] = checksum(answer)
    assert verified(answer, bench).wrong == ["D1: chart is not as recorded."]


def test_other_data_explain_other_digits(by_store: str, bench: Bench) -> None:
    answer = json.loads(by_store)
    _version(answer)
    del answer["checksum"]
    found = verified(answer, bench)
    assert verdict(found) == "Other digits: the data changed since."
    assert "The data changed: an older one then" in report(found)


def test_another_wording_of_newer_code_is_noted_and_not_wrong(by_store: str, bench: Bench) -> None:
    answer = json.loads(by_store)
    answer["versions"]["code"] = "older"
    _sql(answer)
    del answer["checksum"]
    found = verified(answer, bench)
    assert not found.wrong
    assert found.noted == ["D1: sql is not as recorded."]


def test_a_bundle_on_disk_and_a_thread_are_checked_with_exit_codes(
    by_store: str, home: Path, tmp_path: Path, capsys: Any, asked: Callable[..., dict[str, Any]]
) -> None:
    file = tmp_path / "bundle.json"
    file.write_text(by_store)
    assert main(["verify", str(file)]) == replay.SAME
    assert capsys.readouterr().out.endswith("Same digits.\n")
    file.write_text(by_store.replace('"sales": 44.0', '"sales": 45.0'))
    assert main(["verify", str(file)]) == replay.OTHER
    asked("and in january?", "stores")
    capsys.readouterr()
    assert main(["replay", "stores"]) == replay.SAME
    assert capsys.readouterr().out.count("Same digits.") == 2
    assert main(["replay", "stores:2"]) == replay.SAME
    assert "“and in january?”" in capsys.readouterr().out


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("thread", "says"),
    [
        ("never", "There is no conversation 'never' here."),
        ("stores:99", "has no turn 99"),
        ("stores:x", "A turn is a number"),
        ("../etc", "id is not valid"),
    ],
)
def test_what_is_no_thread_gets_a_sentence(by_store: str, thread: str, says: str, capsys: Any) -> None:
    assert main(["replay", thread]) == replay.UNCHECKED
    assert says in capsys.readouterr().err


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "holds no JSON"),
    "no text": (b"\xff\xfe\x00", "holds no JSON"),
    "a list": (b"[]", "answer is not an object"),
    "another object": (b'{"a": 1}', "answer has no question"),
    "nested too deeply": (b"[" * 200_000, "holds no JSON"),
    "no number": (b'{"a": NaN}', "holds NaN"),
    "too large": (b" " * (LARGEST + 1), "too large"),
}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("content", "says"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_bundle_gets_a_sentence(content: bytes, says: str, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "bundle.json"
    file.write_bytes(content)
    assert main(["verify", str(file)]) == replay.UNCHECKED
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("home")
def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path, capsys: Any) -> None:
    assert main(["verify", str(tmp_path / "none.json")]) == replay.UNCHECKED
    assert main(["verify", str(tmp_path)]) == replay.UNCHECKED
    assert capsys.readouterr().err == "There is no such file.\nThat file cannot be read.\n"


@pytest.mark.parametrize(
    "args",
    [
        {"title": "x", "sql": "SELECT * FROM read_csv('/etc/passwd')"},
        {"title": "x", "sql": "DROP TABLE stores"},
    ],
)
def test_a_call_of_a_foreign_bundle_goes_through_the_gate(
    by_store: str, bench: Bench, args: dict[str, str]
) -> None:
    answer = json.loads(by_store)
    answer["tools"] = [{"name": "run_sql", "args": args, "evidence": ["D1"], "error": None}]
    found: Finding = verified(answer, bench)
    assert "cannot be computed again" in "\n".join(found.wrong)


def test_a_tool_that_is_not_there_is_said(by_store: str, bench: Bench) -> None:
    answer = json.loads(by_store)
    answer["tools"][0]["name"] = "ask_user"
    assert "there is no tool 'ask_user'" in "\n".join(verified(answer, bench).wrong)


@pytest.mark.usefixtures("home")
def test_nothing_of_a_bundle_steers_the_terminal(by_store: str, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({**json.loads(by_store), "question": "\x1b[2Jhi\u202e"}))
    main(["verify", str(file)])
    assert capsys.readouterr().out.startswith("“[2Jhi”")

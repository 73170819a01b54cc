"""Figures of right answers made wrong: digits, scale, sign, unit, another row's."""

import random
import re
from collections.abc import Iterator
from typing import Any

from agent.answer import Claim
from agent.gate import check


def figures_of(case: dict[str, Any]) -> list[Claim]:
    claims = check(case["text"], case["evidence"], case["question"], vocabulary=case["vocabulary"]).claims
    return sorted(
        (c for c in claims if c["kind"] in ("cell", "formula") and re.search(r"\d", c["text"])),
        key=lambda c: c["start"],
    )


def put(text: str, claim: Claim, said: str) -> str:
    return text[: claim["start"]] + said + text[claim["end"] :]


def digit(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for claim in figures_of(case):
        places = [m.start() for m in re.finditer(r"\d", claim["text"])]
        at = chance.choice(places[:3])
        other = chance.choice([d for d in "123456789" if d != claim["text"][at]])
        yield put(case["text"], claim, claim["text"][:at] + other + claim["text"][at + 1 :])


def magnitude(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for claim in figures_of(case):
        said = claim["text"]
        scale = re.search(r"[KM]\b|million", said)
        if scale:
            other = {"K": "M", "M": "K", "million": "thousand"}[scale.group()]
            yield put(case["text"], claim, said[: scale.start()] + other + said[scale.end() :])
        else:
            digits = re.search(r"\d[\d,.]*\d|\d", said)
            assert digits
            number = digits.group().replace(",", "")
            moved = (
                f"{float(number) * 10:,.{len(number.partition('.')[2])}f}"
                if chance.random() < 0.5
                else f"{float(number) / 10:,.{len(number.partition('.')[2]) + 1}f}"
            )
            if float(number):
                yield put(case["text"], claim, said[: digits.start()] + moved + said[digits.end() :])


def sign(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for claim in figures_of(case):
        said = claim["text"]
        if said[0] in "+-−":
            yield put(case["text"], claim, ("+" if said[0] in "-−" else "-") + said[1:])
        elif case["text"][: claim["start"]].endswith(" ") and not re.search(
            r"(?:over|about|nearly|almost|to|than) $", case["text"][: claim["start"]][-8:]
        ):
            yield put(case["text"], claim, "-" + said)


def unit(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for claim in figures_of(case):
        said = claim["text"]
        if said == "2.0" or "($)" in case["text"]:
            continue
        if said.lstrip("+-−").startswith("$"):
            yield put(case["text"], claim, re.sub(r"\$", "", said) + " %")
        elif "%" in said:
            yield put(
                case["text"],
                claim,
                said.replace("%", "percentage points")
                if chance.random() < 0.5
                else "$" + said.replace("%", "").strip(),
            )
        elif re.fullmatch(r"[\d,]+", said):
            yield put(case["text"], claim, "$" + said)


def swapped(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Two figures of the same unit in each other's place."""
    claims = figures_of(case)
    for n, one in enumerate(claims):
        for two in claims[n + 1 :]:
            alike = ("$" in one["text"]) == ("$" in two["text"]) and ("%" in one["text"]) == (
                "%" in two["text"]
            )
            signs = one["text"][0] in "+-−" or two["text"][0] in "+-−"
            if (
                alike
                and not signs
                and one["text"] != two["text"]
                and not (one["kind"] == two["kind"] == "formula")
                and two["start"] - one["start"] < 120
            ):
                yield put(put(case["text"], two, one["text"]), one, two["text"])
                break


def other_value(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """The same column's figure of another row, in the same format."""
    by_id = {one["id"]: one for one in case["evidence"]}
    for claim in figures_of(case):
        if claim["kind"] != "cell" or claim["cells"][0]["row"] is None:
            continue
        cell = claim["cells"][0]
        rows = by_id[cell["evidence"]]["rows"]
        values = [row[cell["column"]] for n, row in enumerate(rows) if n != cell["row"]]
        values = [value for value in values if isinstance(value, int | float)]
        if not values:
            continue
        said = like(claim["text"], chance.choice(values))
        if said is not None and said.lstrip("+-−") != claim["text"].lstrip("+-−"):
            yield put(case["text"], claim, said)


def like(said: str, value: float) -> str | None:
    """`value` written as `said` is."""
    digits = re.search(r"\d[\d,.]*", said)
    assert digits
    places = len(digits.group().rstrip(".,").partition(".")[2])
    scale = (
        1e3
        if re.search(r"\dK", said)
        else 1e6
        if re.search(r"\dM|million", said)
        else 0.01
        if re.search("%|pp|point", said)
        else 1.0
    )
    prefix = said[: digits.start()]
    if prefix.startswith(("+", "-", "−")):
        prefix = ("+" if value >= 0 else "-") + prefix[1:]
    return f"{prefix}{abs(value) / scale:,.{places}f}{said[digits.end() :]}"

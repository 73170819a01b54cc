"""Right answers made wrong in ten ways, and how many of them the gate catches."""

import random
import re
from collections.abc import Iterator
from typing import Any

from agent.answer import Claim
from agent.gate import check

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
OPPOSITE = {
    "rose": "fell",
    "fell": "rose",
    "grew": "shrank",
    "dropped": "rose",
    "declined": "rose",
    "climbed": "dropped",
    "up": "down",
    "down": "up",
    "more": "less",
    "less": "more",
    "higher": "lower",
    "increase": "decrease",
    "decline": "increase",
    "outsold": "trailed",
    "below": "above",
    "trails": "beats",
    "ahead of": "behind",
}
RANKS = {
    "largest": "smallest",
    "smallest": "largest",
    "highest": "lowest",
    "lowest": "highest",
    "strongest": "weakest",
    "weakest": "strongest",
    "busiest": "quietest",
    "quietest": "busiest",
    "best": "worst",
    "the most": "the least",
    "third": "second",
    "second-largest": "third-largest",
    "Best": "Worst",
    "Weakest": "Best",
    "fastest-growing": "slowest-growing",
    "peaked": "bottomed",
    "leads": "is last",
}
NAMES = [
    ["Grocery", "Drug GM", "Produce", "Deli", "Floral", "Pastry"],
    ["Sunday", "Saturday", "Thursday", "Wednesday", "Friday", "Monday"],
    ["Soft drinks", "Beef", "Cheese"],
    ["Under 15K", "50-74K", "250K+", "75-99K", "25-34K"],
    ["Campaign 13", "Campaign 18", "Campaign 8"],
    ["week 14", "week 16", "week 17"],
]


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


def period(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for match in re.finditer(rf"\b(?:{'|'.join(MONTHS)}|Q[1-4]|2017)\b", case["text"]):
        said = match.group()
        if said == "2017":
            other = "2016"
        elif said[0] == "Q":
            other = chance.choice([q for q in ("Q1", "Q2", "Q3", "Q4") if q not in case["text"]] or ["Q2"])
        else:
            other = chance.choice([m for m in MONTHS if m not in case["text"]])
        yield case["text"][: match.start()] + other + case["text"][match.end() :]


def by_words(words: dict[str, str], text: str) -> Iterator[str]:
    for said, other in words.items():
        for match in re.finditer(rf"(?<![\w-]){said}(?![\w-])", text):
            before = text[: match.start()]
            idle = said in ("up", "more", "less") and re.search(r"(?:made|add|adds) \Z|\bis \Z", before)
            if (
                not idle
                and not (said == "third" and before.endswith(("a ", "Q")))
                and not re.match(r" to date", text[match.end() :])
            ):
                yield before + other + text[match.end() :]


def direction(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    yield from by_words(OPPOSITE, case["text"])


def rank(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for changed in by_words(RANKS, case["text"]):
        if "more than a second" not in changed and "five smallest" not in changed:
            yield changed


def _names(case: dict[str, Any]) -> list[list[str]]:
    """Names of one kind, for each kind: the values of each column of words in the evidence."""
    found = []
    for one in case["evidence"]:
        for column in one["columns"]:
            values = {str(row.get(column["name"])) for row in one["rows"]} - {"None"}
            words = sorted(value for value in values if re.search(r"[A-Za-z]{3}", value))
            if column["role"] == "dimension" and len(words) > 1:
                found.append(words)
    return found


def entity(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Another name in the place of the right one."""
    for names in [*NAMES, *_names(case)]:
        for name in names:
            for match in re.finditer(re.escape(name), case["text"], re.IGNORECASE):
                other = chance.choice(
                    [n for n in names if n.casefold() not in case["text"].casefold()]
                    or [n for n in names if n != name]
                )
                yield case["text"][: match.start()] + other + case["text"][match.end() :]


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


KINDS = {
    "digit": digit,
    "magnitude": magnitude,
    "sign": sign,
    "unit": unit,
    "swapped": swapped,
    "period": period,
    "direction": direction,
    "rank": rank,
    "entity": entity,
    "other_value": other_value,
}


def measure(cases: list[dict[str, Any]], kind: str) -> tuple[int, int, list[str]]:
    """(caught, made, what slipped through)."""
    chance = random.Random(f"gate-{kind}")
    caught, missed = 0, []
    for case in cases:
        if check(case["text"], case["evidence"], case["question"], vocabulary=case["vocabulary"]).failures:
            continue
        for changed in KINDS[kind](case, chance):
            if changed == case["text"]:
                continue
            if check(changed, case["evidence"], case["question"], vocabulary=case["vocabulary"]).failures:
                caught += 1
            else:
                missed.append(changed)
    return caught, caught + len(missed), missed

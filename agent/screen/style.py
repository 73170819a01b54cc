"""How one user wants figures and dates written, applied to text, tables, charts and exports alike.

Answers are checked and saved in one form ('$1,234.5', '5 March 2017'); this only writes the same digits
another way, and a figure that could not be read back unchanged stays as it is.
"""

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from agent.answer import Answer, Claim
from agent.screen.history import READER
from tools.evidence import Evidence

NUMBERS = {"1,234.5": (",", "."), "1.234,5": (".", ","), "1 234,5": ("\u202f", ","), "1'234.5": ("'", ".")}
"""Ways to write a number: what parts the thousands, what the decimals."""
CURRENCIES = {"$": "$", "US$": "US$", "USD": "USD\u00a0"}
DATES = {
    "5 March 2017": "{d} {month} {y}",
    "March 5, 2017": "{month} {d}, {y}",
    "2017-03-05": "{y}-{m:02}-{d:02}",
}
DETAILS = ("brief", "normal", "full")

FIGURE = re.compile(r"(?<![\w.,])(\$)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?!\d|[.,]\d)")
MONTHS = [dt.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
DATE = re.compile(rf"(?<!\d )(?<!to )(?<!and )\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
BOUND = frozenset({"cell", "formula", "user"})


@dataclass(frozen=True)
class Style:
    """One user's choice; each value is a key of the tables above."""

    numbers: str = "1,234.5"
    currency: str = "$"
    dates: str = "5 March 2017"
    detail: str = "normal"
    model: str = ""
    """The model that answers; empty for that of the settings."""


_KNOWN: dict[str, Style] = {}
_FOLDER: list[Path] = []


def keep_in(home: Path) -> None:
    """Where the styles are kept, said once at the start; before that everybody has the usual one."""
    _KNOWN.clear()
    _FOLDER[:] = [home / "settings"]


def now() -> Style:
    """The style of the user whose request is being answered."""
    user = READER.get()
    if not user or not _FOLDER:
        return Style()
    if user not in _KNOWN:
        try:
            kept = json.loads(_path(user).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        _KNOWN[user] = chosen(kept if isinstance(kept, dict) else {})
    return _KNOWN[user]


def keep(user: str, style: Style) -> None:
    """Keeps the user's style."""
    path = _path(user)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(asdict(style), ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)
    _KNOWN[user] = style


def chosen(given: Mapping[str, Any]) -> Style:
    """The style of these choices; what is not among the possible ones stays as it is without."""
    allowed: dict[str, Any] = {"numbers": NUMBERS, "currency": CURRENCIES, "dates": DATES, "detail": DETAILS}
    return Style(
        **{
            field.name: given[field.name]
            for field in fields(Style)
            if isinstance(given.get(field.name), str)
            and given[field.name] in allowed.get(field.name, [given[field.name]])
        }
    )


def figure(text: str) -> str:
    """The figures in a text as the user wants them written."""
    style = now()
    thousands, point = NUMBERS[style.numbers]
    if (thousands, point, style.currency) == (",", ".", "$"):
        return text

    def written(found: re.Match[str]) -> str:
        symbol, whole, decimals = found.groups()
        money = CURRENCIES[style.currency] if symbol else ""
        return money + whole.replace(",", thousands) + (decimals or "").replace(".", point)

    shown = FIGURE.sub(written, text)
    return shown if read_back(shown, style) == text else text


def read_back(text: str, style: Style) -> str:
    """A text with figures in this style as it stood before."""
    thousands, point = NUMBERS[style.numbers]
    symbol = CURRENCIES[style.currency]
    number = re.compile(
        rf"({re.escape(symbol)})?(\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d+)(?:{re.escape(point)}(\d+))?"
    )

    def canonical(found: re.Match[str]) -> str:
        money, whole, decimals = found.groups()
        return ("$" if money else "") + whole.replace(thousands, ",") + (f".{decimals}" if decimals else "")

    return number.sub(canonical, text)


def day(text: str) -> str:
    """The whole dates in a text as the user wants them written."""
    form = DATES[now().dates]
    return DATE.sub(
        lambda m: form.format(d=int(m[1]), month=m[2], m=MONTHS.index(m[2]) + 1, y=int(m[3])), text
    )


def text(words: str) -> str:
    """Figures and dates of a text of ours, such as a warning or a title."""
    return day(figure(words))


def answer(given: Answer) -> Answer:
    """The answer as it is shown: its text with bound figures and dates rewritten, its claims with it."""
    if (now().numbers, now().currency, now().dates) == (Style().numbers, Style().currency, Style().dates):
        return given
    said = given["text"]
    spans: list[tuple[int, int, Callable[[str], str]]] = [
        (c["start"], c["end"], figure)
        for c in given["claims"]
        if c["kind"] in BOUND and said[c["start"] : c["end"]] == c["text"]
    ]
    spans += [(m.start(), m.end(), day) for m in DATE.finditer(said)]
    shown, claims = _rewritten(said, sorted(spans, key=lambda span: span[:2]), given["claims"])
    return {
        **given,
        "text": shown,
        "claims": claims,
        "evidence": [evidence(one) for one in given["evidence"]],
        "warnings": [text(one) for one in given["warnings"]],
        "scope_words": [day(one) for one in given["scope_words"]],
    }


def evidence(given: Evidence) -> Evidence:
    """The evidence with what it says in words; its cells are written where they are shown."""
    chart = given["chart"]
    titled = {**chart, "title": text(chart["title"])} if chart else None
    warnings = [text(one) for one in given["warnings"]]
    return cast(Evidence, {**given, "title": day(given["title"]), "warnings": warnings, "chart": titled})


def _rewritten(
    said: str, spans: list[tuple[int, int, Callable[[str], str]]], claims: list[Claim]
) -> tuple[str, list[Claim]]:
    """The text with its spans rewritten, and the claims where they stand then; one that a rewritten span
    only touches is left out."""
    parts, at, places = [], 0, {}
    length = 0
    for start, end, write in spans:
        if start < at:
            continue
        new = write(said[start:end])
        parts += [said[at:start], new]
        length += start - at
        places[start, end] = (length, length + len(new))
        length += len(new)
        at = end
    shown = "".join([*parts, said[at:]])
    moved: list[Claim] = []
    for claim in claims:
        start, end = claim["start"], claim["end"]
        if (start, end) in places:
            first, last = places[start, end]
        elif any(start < b and a < end for a, b in places):
            continue
        else:
            shift = sum(n[1] - n[0] - (b - a) for (a, b), n in places.items() if b <= start)
            first, last = start + shift, end + shift
        moved.append({**claim, "start": first, "end": last, "text": shown[first:last]})
    return shown, moved


def _path(user: str) -> Path:
    return _FOLDER[0] / f"{sha256(user.encode()).hexdigest()[:32]}.json"

"""What changes how an answer is read: what was assumed, which days, what was spelled otherwise, caveats."""

import re
from collections.abc import Sequence

from agent.builtin.write import words
from agent.builtin.write.restriction import named
from agent.builtin.write.view import View

MOST = 3
SPELLED = re.compile(r"'([^']+)' (?:is|was) read as (.+?)\.?")


def notes(view: View, assumed: Sequence[str], read: Sequence[str], known: str = "", told: str = "") -> str:
    """The notes of one answer as short sentences; empty when there is nothing to say.

    `known` is what earlier answers said, without marks: a remark on the data is made once. `told` is what
    this answer has said above them.
    """
    said: list[str] = []
    if "sales" in assumed:
        said.append("Measured by sales, as no measure was named.")
    said += [words.sentence(n) for n in _spelled(read)]
    said += [words.sentence(n) for n in _left_out(view)]
    useful = [w for w in view.evidence["warnings"] if not (view.time and w.endswith("no value."))]
    useful = [w for w in useful if w.rstrip(".") not in told]
    for warning in map(_plain, useful[:MOST]):
        if words.sentence(warning) not in known or warning.endswith("in this selection."):
            said.append(words.sentence(warning, view.mark if re.search(r"\d", warning) else ""))
    return " ".join(dict.fromkeys(said))


def _left_out(view: View) -> list[str]:
    """The groups that the rows would show, had the request not taken them out."""
    request = view.request
    gone = [f for f in request.filters if f.op == "not_in" and f.dimension in request.by] if request else []
    return [
        f"{named(f, view.definitions)} {'is' if len(f.values) == 1 else 'are'} left out"
        for f in gone
        if f.dimension != "fuel"
    ]


def _spelled(read: Sequence[str]) -> list[str]:
    """The reader's notes, those on spelling drawn together: 'I read 'totl' as 'total' and ...'."""
    found = {n: SPELLED.fullmatch(n.strip()) for n in read}
    pairs = [f"'{m[1]}' as {m[2]}" for m in found.values() if m]
    rest = [n for n, m in found.items() if not m]
    return [f"I read {words.listed(pairs)}", *rest] if pairs else rest


def _plain(warning: str) -> str:
    """A warning as a reader needs it: what to do about partial periods has been done above."""
    return re.sub(
        r"; leave (it |them )?out of trends", ", so they are left out of the comparison above", warning
    )

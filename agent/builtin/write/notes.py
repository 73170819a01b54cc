"""What changes how an answer is read: what was assumed, which days, what was spelled otherwise, caveats."""

import re
from collections.abc import Sequence

from agent.builtin.write import words
from agent.builtin.write.view import View

MOST = 3


def notes(view: View, assumed: Sequence[str], read: Sequence[str]) -> str:
    """The notes of one answer as short sentences; empty when there is nothing to say."""
    said: list[str] = []
    if "sales" in assumed:
        said.append("The question names no measure, so this is sales: what the retailer received.")
    said += [words.sentence(n) for n in read]
    for warning in map(_plain, view.evidence["warnings"][:MOST]):
        mark = view.mark if re.search(r"\d", warning) else ""
        said.append(words.sentence(warning, mark))
    return " ".join(dict.fromkeys(said))


def _plain(warning: str) -> str:
    """A warning as a reader needs it: what to do about partial periods has been done above."""
    return re.sub(
        r"; leave (it |them )?out of trends", ", so they are left out of the comparison above", warning
    )

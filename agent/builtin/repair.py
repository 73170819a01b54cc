"""A draft without the sentences that the checks could not confirm."""

import re
from collections.abc import Sequence

FIGURE = re.compile(r"[-+]?\$?\d[\d,]*(?:\.\d+)?\s?%?")
REFERENCE = re.compile(r"\{[^{}]*\}")
"""A figure that a language model named by its cells: whether it stands is not told by its digits."""
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'])")


def mended(draft: str, complaints: Sequence[str]) -> str:
    """The draft without each sentence or line that holds a figure named in the complaints."""
    bad = {_bare(f) for text in complaints for line in _failures(text) for f in FIGURE.findall(line)}
    kept = []
    for line in draft.split("\n"):
        sentences = [
            s
            for s in SENTENCE.split(line)
            if not {_bare(f) for f in FIGURE.findall(REFERENCE.sub("", s))} & bad
        ]
        if sentences or not line.strip():
            kept.append(" ".join(sentences))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _failures(complaint: str) -> list[str]:
    lines = [line for line in complaint.splitlines() if line.lstrip().startswith(("-", "*"))]
    return lines or [complaint]


def _bare(figure: str) -> str:
    return re.sub(r"[\s$+,%]", "", figure).rstrip(".")

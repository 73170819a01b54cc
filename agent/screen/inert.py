"""Markdown in which only our own links lead anywhere: text of data or of a model makes no link or image."""

import re

JOINER = "\u2060"
"""No width and no break: it stands where a browser would otherwise make a link of plain text."""

OWN = r"(?:#evidence/|#figure/|/answers/|/board\b)"
FOREIGN = re.compile(rf"\]\((?!{OWN})")
IMAGE = re.compile(r"(?<!\\)!(?=\[)")
DEFINED = re.compile(r"^(\s{0,3}(?:>\s?)*)(\[[^\]\n]+\]:)", re.MULTILINE)
ANGLED = re.compile(r"<(?=[A-Za-z][A-Za-z0-9+.-]*:|[^\s<>@]+@)")
ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=[\w.+-])(?=@[\w-]+\.)", re.IGNORECASE)


def inert(markdown: str) -> str:
    """The Markdown with the links that are ours; any other link, image or address is shown as text."""
    for pattern, instead in (
        (IMAGE, r"\\!"),
        (FOREIGN, "] ("),
        (DEFINED, r"\1\\\2"),
        (ANGLED, r"\\<"),
        (ADDRESS, JOINER),
    ):
        markdown = pattern.sub(instead, markdown)
    return markdown

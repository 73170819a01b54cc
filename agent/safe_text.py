"""What a model's text may carry onto the screen: no links, no images, no HTML, only marks that exist."""

import re
from collections.abc import Collection

MARK = re.compile(r"\s*\[((?:[DKM]\d+)(?:\s*[,;&]\s*[DKM]\d+)*)\]")
IMAGE = re.compile(r"!\[[^\]\n]*\]\s*(?:\([^)\n]*\)|\[[^\]\n]*\])")
LINK = re.compile(r"\[([^\]\n]*)\]\s*\([^)\n]*\)")
REFERENCE = re.compile(r"^\s*\[[^\]\n]+\]:\s*\S.*$", re.MULTILINE)
ADDRESS = re.compile(r"<?\b(?:(?:https?|ftp|file)://|(?:javascript|vbscript|data):|www\.)[^\s<>)\]]+>?", re.I)
TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--.*?-->", re.DOTALL)
LONGEST_NAME = 120
DECLINED = re.compile(r"^\s*\[declined\]\s*", re.I)


def without_links(text: str) -> tuple[str, bool]:
    """The text without images, link targets, addresses and HTML tags, and whether there were any."""
    plain = IMAGE.sub("", text)
    plain = LINK.sub(r"\1", plain)
    plain = REFERENCE.sub("", plain)
    plain = TAG.sub("", plain)
    plain = ADDRESS.sub("(link left out)", plain)
    return plain.strip(), plain != text


def inert(name: str) -> str:
    """A name out of the data as plain words: nothing in it is a link, a mark or markup."""
    return " ".join(re.sub(r"[\[\]{}|`<>\\]+", " ", without_links(name)[0]).split())[:LONGEST_NAME]


def with_known_marks(text: str, known: Collection[str]) -> tuple[str, list[str]]:
    """The text with marks of known evidence only, each as [D1], and the ids that were taken out."""
    unknown: list[str] = []

    def keep(found: re.Match[str]) -> str:
        ids = re.findall(r"[DKM]\d+", found[1])
        unknown.extend(i for i in ids if i not in known)
        kept = "".join(f"[{i}]" for i in ids if i in known)
        return f" {kept}" if kept else ""

    return MARK.sub(keep, text), unknown


def marks(text: str) -> list[str]:
    """The ids that the text cites, in order, each once."""
    ids = [i for found in MARK.finditer(text) for i in re.findall(r"[DKM]\d+", found[1])]
    return list(dict.fromkeys(ids))


def declined(text: str) -> tuple[str, bool]:
    """The text without a leading [declined], and whether it was there."""
    rest = DECLINED.sub("", text)
    return rest, rest != text


def sentences(text: str) -> list[str]:
    """The text in pieces for streaming: cut after sentences and lines; joined they are the text again."""
    return [piece for piece in re.split(r"(?<=[.!?:])(?<![0-9A-Z]\.)(?= )|(?<=\n)", text) if piece]

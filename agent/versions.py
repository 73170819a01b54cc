"""What an answer was made with, as short hashes: the definitions, and the code that computes and checks."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import agent
import knowledge
import tools
from knowledge.metrics import FOLDER

LENGTH = 12
SAID = ("question", "status", "text", "claims", "options", "removed", "warnings", "evidence", "tools")
"""What of an answer its checksum covers: all that is shown, and how it came about."""


@cache
def made_with() -> dict[str, str]:
    """`definitions`: the metrics and dimensions; `code`: the rooms that decide, compute and know."""
    rooms = [Path(str(room.__file__)).parent for room in (agent, tools, knowledge)]
    code = [path for room in rooms for path in room.rglob("*.py")]
    return {"definitions": _hash(FOLDER.glob("*.yaml"), FOLDER), "code": _hash(code, FOLDER.parent.parent)}


def checksum(answer: Mapping[str, Any]) -> str:
    """A hash over what the answer says and rests on. It finds an edit, not an edit by someone who also writes
    a new checksum; for that everything is computed again."""
    said = {name: answer[name] for name in SAID}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _hash(files: Any, root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:LENGTH]

"""Sign-ins that were ended: a cookie that was signed out is refused, wherever a copy of it is."""

import hashlib
import time
from pathlib import Path


class Ended:
    """Hashes of ended cookies in a file, each until the cookie would have run out by itself."""

    def __init__(self, path: Path, lasting: float) -> None:
        self.path = path
        self.lasting = lasting
        self._until: dict[str, float] = {}
        if path.is_file():
            lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
            self._until = {line[0]: float(line[1]) for line in lines if len(line) == 2}
            self._until = {key: until for key, until in self._until.items() if until > time.time()}

    def end(self, cookie: str) -> None:
        """From now on, also after a restart, the cookie is refused."""
        key, until = _key(cookie), time.time() + self.lasting
        self._until[key] = until
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{key} {until:.0f}\n")

    def __contains__(self, cookie: str) -> bool:
        return _key(cookie) in self._until


def _key(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()

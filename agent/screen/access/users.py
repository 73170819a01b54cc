"""Users and their passwords: one line each, `name:scrypt:N:r:p:salt:hash`, and the file that holds them.

Passwords are hashed with scrypt from the standard library at the cost OWASP's Password Storage Cheat Sheet
names (N=2^15, r=8, p=3). The line has no dollar sign, so that it can stand in an environment file too.
"""

import base64
import hashlib
import hmac
import logging
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from agent.settings import SettingsError

log = logging.getLogger("aisle.screen")
COST = (2**15, 8, 3)
DEAREST = 2**20
SHORTEST = 10
NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
ADD = "python -m agent.screen users add"
LOCAL_USER = "you"
"""Who sits at this machine while there is no sign-in. No one else may be called that."""


class Users:
    """The users of a file, read again when it changes, and those of fixed lines."""

    def __init__(self, path: Path | None, lines: str = "") -> None:
        self.path = path
        self._fixed = parsed(lines, "AISLE_USER_LINES")
        self._read: dict[str, str] = {}
        self._stamp: tuple[int, int] | None = None
        self.all()

    def all(self) -> Mapping[str, str]:
        """Hashes by name. Raises SettingsError for a file that cannot be read."""
        if self.path:
            try:
                stat = self.path.stat()
                if self._stamp != (stat.st_mtime_ns, stat.st_size):
                    self._read = parsed(self.path.read_text(encoding="utf-8"), str(self.path))
                    self._stamp = (stat.st_mtime_ns, stat.st_size)
            except OSError as error:
                raise SettingsError(f"AISLE_USERS cannot be read: {error}") from None
        return {**self._fixed, **self._read}

    def check(self, name: str, password: str) -> bool:
        """Whether it is the user's password. An unknown name takes as long as a known one."""
        known = self._now().get(name)
        return matches(password, known or NOBODY) and known is not None

    def key(self, name: str, secret: str) -> str | None:
        """What a sign-in is good for: it changes with the password. None for a user who is not there."""
        known = self._now().get(name)
        return hmac.new(secret.encode(), known.encode(), "sha256").hexdigest()[:32] if known else None

    def _now(self) -> Mapping[str, str]:
        """As `all`; while the file cannot be read, nobody of it is let in."""
        try:
            return self.all()
        except SettingsError as error:
            log.error("%s", error)
            return self._fixed


def parsed(text: str, source: str) -> dict[str, str]:
    """Hashes by name. Lines end with a line break or a semicolon; '#' begins a comment.

    Raises SettingsError for a line that is none, and names `source` and the number of the line.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(re.split(r"[\n;]", text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, kept = line.strip().partition(":")
        if not usable(name) or not _numbers(kept):
            raise SettingsError(f"Line {number} of {source} is no user. Write it with: {ADD} NAME")
        found[name] = kept
    return found


def usable(name: str) -> bool:
    """Whether a user may be called that: small letters, digits and . _ @ - with no other meaning here."""
    return bool(NAME.fullmatch(name)) and name != LOCAL_USER


def hashed(password: str, salt: bytes | None = None) -> str:
    """The part of a line after the name. Takes about a third of a second and 32 MB."""
    salt = salt or secrets.token_bytes(16)
    return ":".join(["scrypt", *map(str, COST), _text(salt), _text(_scrypt(password, salt, COST))])


def matches(password: str, kept: str) -> bool:
    """Whether the password is the one that was hashed."""
    cost = _numbers(kept)
    salt, digest = (base64.b64decode(part) for part in kept.split(":")[4:6])
    return bool(cost) and hmac.compare_digest(_scrypt(password, salt, cost), digest)


def write(path: Path, name: str, kept: str | None) -> None:
    """Puts the user into the file in place of one of the same name, or with None takes them out of it. Only
    the file's owner may read it."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    others = [line for line in lines if line.strip().partition(":")[0] != name]
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    with os.fdopen(
        os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write("".join(f"{line}\n" for line in [*others, *([f"{name}:{kept}"] if kept else [])]))
    os.replace(draft, path)


def _numbers(kept: str) -> tuple[int, int, int] | tuple[()]:
    """The cost written in a line, or empty where it is none, or one that no machine should pay."""
    found = re.fullmatch(r"scrypt:(\d+):(\d+):(\d+):[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+", kept)
    if not found:
        return ()
    n, r, p = int(found[1]), int(found[2]), int(found[3])
    return (n, r, p) if n > 1 and n & (n - 1) == 0 and 0 < n * r * p <= DEAREST else ()


def _scrypt(password: str, salt: bytes, cost: tuple[int, int, int] | tuple[()]) -> bytes:
    n, r, p = cost or COST
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=2**20 + 256 * n * r, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


NOBODY = ":".join(["scrypt", *map(str, COST), _text(bytes(16)), _text(bytes(32))])

"""Who holds a cookie, who may sign in with a password, and the end of a sign-in."""

import asyncio
import secrets
from contextvars import ContextVar
from typing import Any

from jwt import InvalidTokenError

from agent.screen.access.ended import Ended
from agent.screen.access.limits import Waits
from agent.screen.access.rules import Rules
from agent.screen.access.users import LOCAL_USER

ADDRESS: ContextVar[str] = ContextVar("address", default="")
"""Where the request comes from."""

AT_ONCE = 2
"""Passwords that are checked at the same time: each takes 32 MB and a third of a second."""


class TooSoon(Exception):
    """A try during the wait after wrong passwords; `seconds` are left of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} seconds left")
        self.seconds = seconds


class Door:
    """`auth` is chainlit's module of that name, which signs and reads cookies with `secret`."""

    def __init__(self, rules: Rules, auth: Any, secret: str, ended: Ended) -> None:
        self.rules = rules
        self.auth = auth
        self.secret = secret
        self.ended = ended
        # A name's wait stays short: it keeps the owner of the name out as well.
        self.names = Waits(free=3, longest=60.0)
        self.addresses = Waits(free=10, longest=900.0)
        self._checking = asyncio.Semaphore(AT_ONCE)

    def holder(self, cookie: str | None) -> str:
        """The user that the cookie was given to, or "" where it is not, or no longer, good for anything."""
        if not cookie or cookie in self.ended:
            return ""
        try:
            user = self.auth.decode_jwt(cookie)
        except InvalidTokenError:
            return ""
        name, users = str(user.identifier), self.rules.users
        if users is None:
            return name if name == LOCAL_USER else ""
        return name if users.key(name, self.secret) == user.metadata.get("key", "") else ""

    async def enter(self, name: str, password: str) -> dict[str, str] | None:
        """What the cookie of the signed-in user carries, or None for a wrong name or password.

        Raises TooSoon during the wait after wrong passwords, for this name or from this address.
        """
        users, address = self.rules.users, ADDRESS.get()
        assert users
        if wait := max(self.names.left(name), self.addresses.left(address)):
            raise TooSoon(wait)
        # Counted before it is checked, so that many tries at once do not all count as the first.
        self.names.failed(name)
        self.addresses.failed(address)
        async with self._checking:
            if not await asyncio.to_thread(users.check, name, password):
                return None
        self.names.forget(name)
        self.addresses.took_back(address)
        return {"key": users.key(name, self.secret) or "", "login": secrets.token_hex(8)}

    def leave(self, cookie: str) -> None:
        """Ends the sign-in of the cookie for good."""
        self.ended.end(cookie)

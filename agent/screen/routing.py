"""How our addresses come before Chainlit's."""

from typing import Any


def add_first(app: Any, path: str, endpoint: Any, method: str = "GET") -> None:
    """Adds an address to the server's app in front of all others: Chainlit's last route takes every path."""
    app.add_api_route(path, endpoint, methods=[method], include_in_schema=False)
    app.router.routes.insert(0, app.router.routes.pop())

"""Where the trace of an unexpected error goes: a file in Aisle's home, never the screen."""

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from agent.settings import Settings

BYTES = 1_000_000
KEPT = 3
KEY = re.compile(r"\bsk-[A-Za-z0-9_-]{6,}")


def log_file(home: Path) -> Path:
    """The log of the home; older ones stand beside it with a number."""
    return home / "logs" / "aisle.log"


def keep_log(settings: Settings) -> Path | None:
    """Sends warnings and errors of this process to the log file, without the key. For entry points, once.

    Returns the file, or None where it cannot be written: then nothing is logged.
    """
    path = log_file(settings.home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=False
        )
    except OSError:
        # Without any handler, Python would print traces on the terminal.
        logging.getLogger().addHandler(logging.NullHandler())
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(Discreet(settings))
    logging.getLogger().addHandler(handler)
    return path


class Discreet(logging.Formatter):
    """A log line without the key and the address of the model: exceptions of servers repeat both."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self.hidden = [text for text in (key, settings.base_url) if text]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for text in self.hidden:
            line = line.replace(text, "***")
        return KEY.sub("***", line)

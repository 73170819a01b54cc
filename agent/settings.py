"""What can be set from outside, read from the environment once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import SecretStr

OPENAI_DEFAULT = "openai:gpt-4.1"
BUILTIN = "builtin"


class SettingsError(ValueError):
    """A setting that cannot be used; the text names it and says what it takes."""


@dataclass(frozen=True)
class Limits:
    """What one turn may use. `seconds` is wall-clock time, `usd` counts only models with a known price, and
    `thread_usd` is for all turns of a conversation together."""

    steps: int = 60
    model_calls: int = 12
    tool_calls: int = 20
    tokens: int = 200_000
    usd: float = 0.50
    thread_usd: float = 5.0
    seconds: float = 180.0


@dataclass(frozen=True)
class Patience:
    """How long a language model is waited for, and how often it is tried again. Times in seconds."""

    connect: float = 5.0
    read: float = 45.0
    total: float = 90.0
    attempts: int = 3
    pause: float = 0.5
    longest_pause: float = 8.0
    closed_for: float = 60.0


@dataclass(frozen=True)
class Settings:
    """The settings of one process. The key and the address never show in a repr."""

    home: Path
    model: str = BUILTIN
    api_key: SecretStr | None = field(default=None, repr=False)
    base_url: str | None = field(default=None, repr=False)
    limits: Limits = field(default_factory=Limits)
    patience: Patience = field(default_factory=Patience)

    @property
    def warehouse(self) -> Path:
        return self.home / "warehouse.duckdb"

    @property
    def threads(self) -> Path:
        return self.home / "threads.sqlite"

    @property
    def chat(self) -> Path:
        return self.home / "chat.sqlite"


def read_settings(environ: Mapping[str, str] | None = None, root: Path | None = None) -> Settings:
    """The settings from AISLE_HOME, AISLE_MODEL, OPENAI_API_KEY, OPENAI_BASE_URL and AISLE_MAX_*.

    AISLE_MAX_STEPS, _MODEL_CALLS, _TOOL_CALLS, _TOKENS, _USD and _SECONDS bound one turn, _THREAD_USD a
    conversation. A slow model of
    one's own gets AISLE_MODEL_SECONDS for each reply.
    Raises SettingsError for a value that cannot be used.
    """
    env = os.environ if environ is None else environ
    key = env.get("OPENAI_API_KEY", "").strip()
    model = env.get("AISLE_MODEL", "").strip() or (OPENAI_DEFAULT if key else BUILTIN)
    home = env.get("AISLE_HOME", "").strip()
    return Settings(
        home=Path(home).expanduser() if home else (root or project_root()) / ".aisle",
        model=known_model(model),
        api_key=SecretStr(key) if key else None,
        base_url=env.get("OPENAI_BASE_URL", "").strip() or None,
        limits=_limits(env),
        patience=_patience(env),
    )


def known_model(name: str) -> str:
    """The name, when it is `builtin` or `openai:NAME`. Raises SettingsError otherwise."""
    provider, _, model = name.partition(":")
    if name == BUILTIN or (provider == "openai" and model.strip()):
        return name
    raise SettingsError(f"The model {name!r} is not known. Use builtin or openai:NAME ({OPENAI_DEFAULT}).")


def project_root() -> Path:
    """The nearest folder upwards that holds pyproject.toml, else the folder above this package."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "pyproject.toml").is_file():
            return folder
    return Path(__file__).resolve().parent.parent


def _limits(env: Mapping[str, str]) -> Limits:
    given = {
        name: _positive(env, f"AISLE_MAX_{name.upper()}", type(default))
        for name, default in vars(Limits()).items()
    }
    return Limits(**{name: number for name, number in given.items() if number is not None})


def _patience(env: Mapping[str, str]) -> Patience:
    seconds = _positive(env, "AISLE_MODEL_SECONDS", float)
    return Patience() if seconds is None else Patience(read=seconds, total=seconds)


def _positive(env: Mapping[str, str], variable: str, kind: Callable[[str], Any]) -> Any:
    """The number that a variable holds, or None where it is not set."""
    text = env.get(variable, "").strip()
    if not text:
        return None
    try:
        number = kind(text)
    except ValueError:
        raise SettingsError(f"{variable} takes a number, not {text!r}.") from None
    if not 0 < number < float("inf"):
        raise SettingsError(f"{variable} must be more than 0, not {text!r}.")
    return number

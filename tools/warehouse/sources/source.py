"""What a source of shop data is: files, and how they read as canonical tables."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """Plain data that `tools.warehouse.load` turns into a warehouse.

    `reads` maps a canonical table to a SELECT that yields its columns; `{name}` in it stands for the
    path of `files[name]`. What a source does not read stays empty. `notes` say, per table, what the
    SELECT changes. `country` chooses the public holidays.
    """

    name: str
    files: dict[str, Path]
    reads: dict[str, str]
    notes: dict[str, str] = field(default_factory=dict)
    country: str = "US"

"""What describes a table of the canonical schema."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column. `personal` columns name a person; free SQL cannot read them."""

    name: str
    type: str
    comment: str
    personal: bool = False


@dataclass(frozen=True)
class Table:
    """A table. `key` is unique. `points_to` says which table each of its columns must be found in.

    `money` columns reconcile to the cent with the source. `readable` tables are open to free SQL.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    points_to: tuple[tuple[tuple[str, ...], str], ...] = ()
    money: tuple[str, ...] = ()
    readable: bool = True


MONEY = "DECIMAL(12,2)"

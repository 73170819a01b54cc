"""A shop with something in it to steal, for attacks on free SQL: whatever is secret says CANARY."""

import shutil
from pathlib import Path

import duckdb

CANARY = "CANARY"


def lay(shop: Path, folder: Path) -> Path:
    """Copies `shop` into `folder` with a hidden schema, a hidden table and e-mail addresses in it, and secret
    files beside it. Returns the copy."""
    path = folder / "warehouse.duckdb"
    shutil.copy(shop, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE SCHEMA internal")
        connection.execute(
            f"CREATE TABLE internal.api_keys AS SELECT '{CANARY}-1' AS key, '{CANARY}-2' AS owner"
        )
        connection.execute(f"CREATE TABLE api_keys AS SELECT '{CANARY}-3' AS key")
        connection.execute(f"UPDATE customers SET email = '{CANARY}-4@example.com'")
    for name in ("secret.csv", "secret.json"):
        (folder / name).write_text(f'{{"a": "{CANARY}-5"}}\n')
    return path

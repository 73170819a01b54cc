"""Random SQL to attack the sandbox with: known statements changed piece by piece, and trees grown anew."""

import random
import re
from pathlib import Path

import yaml

OWN = Path(__file__).with_name("attacks.yaml")
PIECE = re.compile(r"'[^']*'|\"[^\"]*\"|\w+|\s+|.", re.DOTALL)
LONGEST = 20_000

HARMLESS = [
    "SELECT department, sum(net_sales) FROM order_lines JOIN products USING (product_id) GROUP BY ALL",
    "WITH a AS (SELECT store_id FROM stores) SELECT * FROM a WHERE store_id IN (SELECT 10 FROM stores)",
    "SELECT x.*, row_number() OVER (ORDER BY week) FROM order_lines AS x LIMIT 5",
    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t",
    "SELECT CASE WHEN quantity > 1 THEN 'a' ELSE 'b' END, list(week) FROM order_lines GROUP BY 1",
    "SELECT * EXCLUDE (week) REPLACE (quantity * 2 AS quantity) FROM order_lines LIMIT 1",
]
TABLES = ["order_lines", "stores", "products", "customers", "calendar", "meta"]
HIDDEN = [
    "api_keys", "internal.api_keys", "shop.main.api_keys", "shop.main.customers", "sqlite_master",
    "duckdb_tables()",
]  # fmt: skip
COLUMNS = [
    "store_id",
    "product_id",
    "net_sales",
    "week",
    "quantity",
    "order_date",
    "key",
    "email",
    "department",
]
CALLS = [
    "sum", "count", "max", "list", "abs", "upper", "getenv", "current_setting", "read_text", "query",
    "now",
]  # fmt: skip
WORDS = """
"api_keys" main.api_keys email customers.email read_csv read_blob glob query_table duckdb_columns()
information_schema.tables pg_catalog.pg_class pragma_storage_info read_text('{DIR}/secret.csv')
'{DIR}/secret.csv' '{DB}' sleep_ms(9000) pg_sleep(9) json_execute_serialized_sql apply list_aggregate
getvariable version() current_user COPY ATTACH INSERT DELETE UPDATE DROP SET PRAGMA CALL LOAD INSTALL EXPORT
RETURNING PIVOT UNPIVOT QUALIFY LATERAL RECURSIVE MATERIALIZED EXCEPT INTERSECT SUMMARIZE DESCRIBE SHOW
EXPLAIN COLUMNS(*) * ** ; -- /* */ $$ :: . , ( ) [ ] { } -> => := ? $1 @ # \\ ' " NULL 1e308 -1 0
9999999999999999999
"""
HOT = [*HIDDEN, *CALLS, *WORDS.split()]
JOINS = ["JOIN", "LEFT JOIN", "SEMI JOIN", "POSITIONAL JOIN", "NATURAL JOIN", "CROSS JOIN"]
ODD = [chr(n) for n in (0x200B, 0xA0, 0xFEFF, 0x2028, 0, 0x1B, 0xFF49, 0x131, 0xE0041, 0xD800, 9, 10, 13)]
WRAPS = """
SELECT * FROM ({}) AS q | WITH q AS ({}) SELECT * FROM q | SELECT ({}) | SELECT EXISTS ({})
SELECT 1 WHERE 1 IN ({}) | ({}) UNION ALL ({}) | SELECT * FROM stores, LATERAL ({}) AS q | DESCRIBE {}
SUMMARIZE {} | PIVOT ({}) ON store_id USING count(*) | SELECT list_transform([1], x -> ({})) | EXPLAIN {}
WITH RECURSIVE q AS ({} UNION ALL SELECT * FROM q) SELECT * FROM q | {}; {} | FROM ({}) SELECT *
CREATE TABLE z AS {} | COPY ({}) TO 'x' | SELECT sum(net_sales) FILTER (WHERE EXISTS ({})) FROM order_lines
""".strip().replace("\n", " | ").split(" | ")  # fmt: skip


def seeds() -> list[str]:
    """The statements to start from: our own attacks and harmless ones."""
    return [case["sql"] for case in yaml.safe_load(OWN.read_text(encoding="utf-8"))] + HARMLESS


def mutated(pool: list[str], chance: random.Random) -> str:
    """A statement of the pool after a few random changes, most often one."""
    sql = chance.choice(pool)
    while True:
        sql = chance.choice(CHANGES)(sql, pool, chance)
        if chance.random() < 0.5:
            return sql[:LONGEST]


def grown(chance: random.Random, depth: int = 0) -> str:
    """A SELECT that parses, of tables and functions some of which are not to be had."""
    columns = ", ".join(_expression(chance, depth) for _ in range(chance.randint(1, 3)))
    sql = f"SELECT {columns} FROM {_relation(chance, depth)}"
    if chance.random() < 0.3:
        sql += f" WHERE {_expression(chance, depth)} IS NOT NULL"
    if chance.random() < 0.2:
        sql += " GROUP BY ALL"
    if chance.random() < 0.2:
        sql += f" ORDER BY {_expression(chance, depth)}"
    if chance.random() < 0.2:
        sql = f"WITH {_name(chance)} AS ({grown(chance, depth + 1) if depth < 3 else 'SELECT 1'}) {sql}"
    if chance.random() < 0.1 and depth < 3:
        sql = f"({sql}) UNION ALL ({grown(chance, depth + 1)})"
    return sql


def _relation(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if kind < 0.2 and depth < 3:
        return f"({grown(chance, depth + 1)}) AS {_name(chance)}"
    if kind < 0.4 and depth < 3:
        join = chance.choice(JOINS)
        on = " ON true" if join in ("JOIN", "LEFT JOIN", "SEMI JOIN") else ""
        return f"{_relation(chance, depth + 1)} {join} {_relation(chance, depth + 1)}{on}"
    if kind < 0.5:
        return f"{chance.choice(CALLS)}({chance.choice(['10', repr('{DIR}/secret.csv'), repr('SELECT 1')])})"
    return chance.choice(HIDDEN) if kind < 0.6 else f"{chance.choice(TABLES)} AS {_name(chance)}"


def _expression(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if kind < 0.15 and depth < 3:
        return f"({grown(chance, depth + 1)} LIMIT 1)"
    if kind < 0.4:
        return f"{chance.choice(CALLS)}({chance.choice([*COLUMNS, '*', '1', repr('x')])})"
    if kind < 0.5 and depth < 3:
        return f"{_expression(chance, depth + 1)} {chance.choice('+-*/%')} {_expression(chance, depth + 1)}"
    if kind < 0.6:
        return f"COLUMNS({chance.choice(['*', repr('.*'), repr('e.*')])})"
    return chance.choice([*COLUMNS, "*", "1", "'a'", "NULL", f"{_name(chance)}.*", _name(chance)])


def _name(chance: random.Random) -> str:
    return chance.choice(["a", "b", "q", "api_keys", "customers", "main", "shop"])


def _swap(sql: str, pool: list[str], chance: random.Random) -> str:
    """One piece becomes something worth trying, or a piece of another statement."""
    pieces = PIECE.findall(sql)
    new = chance.choice(HOT) if chance.random() < 0.6 else chance.choice(PIECE.findall(chance.choice(pool)))
    if pieces:
        pieces[chance.randrange(len(pieces))] = new
    return "".join(pieces)


def _insert(sql: str, pool: list[str], chance: random.Random) -> str:
    pieces = PIECE.findall(sql)
    new = chance.choice(ODD) if chance.random() < 0.2 else f" {chance.choice(HOT)} "
    pieces.insert(chance.randint(0, len(pieces)), new)
    return "".join(pieces)


def _drop(sql: str, pool: list[str], chance: random.Random) -> str:
    pieces = PIECE.findall(sql)
    start = chance.randint(0, len(pieces))
    del pieces[start : start + chance.randint(1, 4)]
    return "".join(pieces)


def _wrap(sql: str, pool: list[str], chance: random.Random) -> str:
    before, *after = chance.choice(WRAPS).split("{}")
    return before + "".join((sql if n == 0 else chance.choice(pool)) + part for n, part in enumerate(after))


def _graft(sql: str, pool: list[str], chance: random.Random) -> str:
    """A name becomes another statement in brackets."""
    names = [m.span() for m in re.finditer(r"\b[a-z_]+\b", sql)]
    start, end = chance.choice(names) if names else (0, 0)
    return f"{sql[:start]}({chance.choice(pool)}){sql[end:]}"


def _nest(sql: str, pool: list[str], chance: random.Random) -> str:
    depth = chance.choice([2, 10, 60, 300])
    return "SELECT * FROM (" * depth + sql + ")" * depth


def _case(sql: str, pool: list[str], chance: random.Random) -> str:
    return "".join(c.upper() if chance.random() < 0.5 else c.lower() for c in sql)


def _quote(sql: str, pool: list[str], chance: random.Random) -> str:
    return re.sub(r"\b[a-z_]+\b", lambda m: f'"{m[0]}"' if chance.random() < 0.2 else m[0], sql)


CHANGES = (_swap, _swap, _swap, _insert, _drop, _wrap, _wrap, _wrap, _graft, _nest, _case, _quote)

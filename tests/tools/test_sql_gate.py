"""The statement gate: what may run passes unchanged in meaning, all else is refused and nothing told."""

import duckdb
import pytest

from tools.warehouse import schema
from tools.warehouse.sandbox import allowed
from tools.warehouse.sandbox.gate import LONGEST, Refused, checked

READABLE = schema.readable()


@pytest.fixture(scope="module")
def parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


FINE = [
    "SELECT department, sum(net_sales) FROM order_lines JOIN products USING (product_id) GROUP BY ALL",
    "select * from MAIN.Order_Lines where quantity between 1 and 2 limit 10%",
    "WITH w AS (SELECT week, sum(net_sales) s FROM order_lines GROUP BY week) SELECT avg(s) FROM w",
    "WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a, b",
    "WITH order_lines AS (SELECT * FROM order_lines WHERE week > 1) SELECT count(*) FROM order_lines",
    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t",
    "SELECT week, lag(sum(net_sales)) OVER (ORDER BY week) FROM order_lines GROUP BY week",
    "SELECT *, rank() OVER w FROM order_lines WINDOW w AS (ORDER BY week) QUALIFY row_number() OVER w = 1",
    "SELECT median(net_sales), count(DISTINCT customer_id) FILTER (WHERE week = 2) FROM order_lines",
    "SELECT date_trunc('month', order_date) + INTERVAL 1 MONTH, order_date::VARCHAR FROM order_lines",
    "SELECT * EXCLUDE (week) REPLACE (net_sales * 2 AS net_sales) FROM order_lines",
    "PIVOT order_lines ON week IN (1, 2) USING sum(net_sales) GROUP BY store_id",
    "SELECT product_id FROM products EXCEPT SELECT product_id FROM order_lines",
    "SELECT CASE WHEN age LIKE '4%' THEN 1 ELSE 0 END FROM customers WHERE income IS NOT NULL",
    "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, s) ORDER BY n DESC NULLS LAST",
    "SELECT [x * 2 FOR x IN [1, 2, 3]], {'a': 1}.a, map {'k': 1}['k']",
    "SELECT c.customer_id FROM customers c WHERE EXISTS (SELECT 1 FROM redemptions r "
    "WHERE r.customer_id = c.customer_id)",
    "SUMMARIZE order_lines",
    "DESCRIBE customers",
    "SELECT 1; -- one statement, with a comment behind it",
]


@pytest.mark.parametrize("sql", FINE)
def test_harmless_statements_pass(parser: duckdb.DuckDBPyConnection, sql: str) -> None:
    assert checked(parser, sql, READABLE)


REFUSED = [
    "",
    "SELECT 1; SELECT 2",
    "INSERT INTO stores VALUES (3)",
    "WITH d AS (DELETE FROM stores RETURNING *) SELECT * FROM d",
    "WITH i AS (INSERT INTO stores VALUES (9) RETURNING *) SELECT * FROM i",
    "CREATE TEMP TABLE stores AS SELECT 1",
    "COPY stores TO '/tmp/x.csv'",
    "EXPLAIN SELECT 1",
    "SHOW TABLES",
    "SHOW ALL TABLES",
    "FROM (SHOW TABLES)",
    "SELECT * FROM (DESCRIBE api_keys)",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM duckdb_tables()",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM main.sqlite_master",
    "SELECT * FROM shop.main.customers",
    "SELECT * FROM shop.customers",
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "main.customers"',
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM range(3), read_text('/etc/passwd')",
    "SELECT * FROM order_lines AT (VERSION => 1)",
    "SELECT getenv('HOME')",
    "SELECT current_setting('memory_limit')",
    "SELECT system.main.current_setting('memory_limit')",
    "SELECT getvariable('x')",
    "SELECT nextval('s')",
    "SELECT list_transform([1], x -> current_setting('memory_limit'))",
    "SELECT list_aggregate([1], 'sum')",
    "SELECT count(*) FILTER (WHERE pg_sleep(1) IS NULL) FROM stores",
    "SELECT 1 ORDER BY sleep_ms(1000)",
    "SELECT 1 LIMIT (SELECT count(*) FROM sqlite_master)",
    "SELECT sum(1) OVER (ORDER BY (SELECT max(sql) FROM sqlite_master))",
    "SELECT CASE WHEN (SELECT true FROM sqlite_master) THEN 1 END",
    "SELECT * FROM stores JOIN sqlite_master ON true",
    "SELECT * FROM stores, LATERAL (SELECT * FROM sqlite_master) x",
    "SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT rootpage FROM sqlite_master",
    "SELECT 1 IN (SELECT rootpage FROM sqlite_master)",
    "PIVOT sqlite_master ON type IN ('table') USING count(*)",
    "SELECT current_user",
    "SELECT current_user AS x FROM stores",
    'SELECT "current_database"',
    "SELECT user FROM stores",
    "SELECT current_date",
    "SELECT now()",
    "SELECT 'x'::regclass",
    "SELECT 'x'::internal.secret_type",
    "SELECT 'x' COLLATE de",
    "SELECT $1",
    "SELECT DEFAULT",
    # A WITH name is no table before it, outside it, or in its own first step.
    "WITH a AS (SELECT * FROM sqlite_master), sqlite_master AS (SELECT 1) SELECT * FROM a",
    "WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM sqlite_master",
    "SELECT * FROM (WITH sqlite_master AS (SELECT 1) SELECT * FROM sqlite_master), sqlite_master",
    "WITH RECURSIVE sqlite_master(n) AS (SELECT name FROM sqlite_master UNION ALL "
    "SELECT n FROM sqlite_master WHERE false) SELECT * FROM sqlite_master",
    "WITH x AS (SELECT 1) SELECT * FROM main.x",
    # Text that does not show.
    "SELECT 1 FROM\u200bstores",
    "SELECT 1 FROM\u00a0stores",
    "\ufeffSELECT 1",
    "SELECT 1\x00",
    "SELECT 'a\u202eb'",
    "SELECT '\U000e0041'",
    "SELECT 1 /* " + "x" * LONGEST + " */",
    "SELECT (" * 400 + "1" + ")" * 400,
    "SELECT * FROM (" * 400 + "SELECT 1" + ")" * 400,
]


@pytest.mark.parametrize("sql", REFUSED, ids=[sql[:60] for sql in REFUSED])
def test_everything_else_is_refused(parser: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(Refused) as refusal:
        checked(parser, sql, READABLE)
    for secret in ("sqlite_master", "api_keys", "passwd", "internal"):
        assert secret not in str(refusal.value)


def test_what_was_checked_is_what_runs(parser: duckdb.DuckDBPyConnection) -> None:
    written = checked(parser, "/* a */ select  store_id from STORES -- b", READABLE)
    assert written == "SELECT store_id FROM main.stores"


@pytest.mark.parametrize(
    ("sql", "hint"),
    [
        ("SELECT * FROM order_line", "Did you mean order_lines?"),
        ("SELECT summ(net_sales) FROM order_lines", "Did you mean sum?"),
        ("SELECT\n  1 +", "Syntax error in line 2"),
        ("PIVOT order_lines ON week USING sum(net_sales)", "PIVOT ... ON column IN (...)"),
        ("SELECT now()", "not available"),
        ("SELECT current_date", "SELECT last_day FROM meta"),
    ],
)
def test_refusals_say_what_to_do(parser: duckdb.DuckDBPyConnection, sql: str, hint: str) -> None:
    with pytest.raises(Refused, match=hint.replace("?", r"\?").replace("(", r"\(").replace(")", r"\)")):
        checked(parser, sql, READABLE)


def test_every_allowed_function_exists(parser: duckdb.DuckDBPyConnection) -> None:
    known = {row[0] for row in parser.execute("SELECT function_name FROM duckdb_functions()").fetchall()}
    assert known >= allowed.FUNCTIONS | allowed.OPERATORS | allowed.TABLE_FUNCTIONS


def test_no_allowed_function_reaches_outside_the_data(parser: duckdb.DuckDBPyConnection) -> None:
    suspicious = parser.execute(
        """SELECT DISTINCT function_name FROM duckdb_functions()
           WHERE regexp_matches(function_name, '^(read_|write_|duckdb_|pragma_|pg_|parquet_|current_|has_)')
              OR regexp_matches(function_name, 'setting|variable|sleep|secret|sql|query|glob|scan|uuid')"""
    ).fetchall()
    assert len(suspicious) > 100
    assert not {row[0] for row in suspicious} & allowed.FUNCTIONS

"""The statement gate: one SELECT over the readable tables, judged on DuckDB's own syntax tree.

What is checked is what runs: the caller executes the text written back from the checked tree, and that
text has been through the gate itself.
"""

import difflib
import json
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn

import duckdb

from tools.errors import ToolError
from tools.warehouse.sandbox import allowed

Node = dict[str, Any]
Readable = Mapping[str, tuple[str, ...]]
"""Table -> the columns of it that may be read."""

LONGEST = 100_000
"""Characters a statement may have."""


TOO_DEEP = "The statement is nested too deeply. Use WITH to name its steps."


class Refused(ToolError):
    """The statement may not run; the text says what is allowed instead."""


def checked(parser: duckdb.DuckDBPyConnection, sql: str, readable: Readable) -> str:
    """The statement as it may run.

    Raises Refused, with a reason that names nothing but what is allowed.
    """
    refuse_odd_text(sql)
    tree = _tree(parser, sql)
    _check(tree, readable)
    row = parser.execute("SELECT json_deserialize_sql(?)", [json.dumps(tree)]).fetchone()
    written = str(row[0]) if row else ""
    # Writing back has quoting rules of its own: the text that will run is judged once more as text.
    _check(_tree(parser, written), readable)
    return written


def refuse_odd_text(sql: str) -> None:
    """Refuses over-long text and characters that do not show: the engine reads some of them as spaces."""
    if len(sql) > LONGEST:
        raise Refused(f"The statement is too long ({len(sql):,} characters; {LONGEST:,} at most).")
    for character in sql:
        if character in "\n\t\r ":
            continue
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"):
            raise Refused(f"The statement holds a character that does not show (U+{ord(character):04X}).")


def _tree(parser: duckdb.DuckDBPyConnection, sql: str) -> Node:
    row = parser.execute("SELECT json_serialize_sql(?::VARCHAR, skip_null := true)", [sql]).fetchone()
    try:
        tree: Node = json.loads(row[0]) if row else {}
    except RecursionError:
        raise Refused(TOO_DEEP) from None
    if tree.get("error", True):
        if tree.get("error_type") == "parser" and tree.get("error_subtype") == "SYNTAX_ERROR":
            raise Refused(f"Syntax error{_place(sql, tree.get('position'))}.")
        raise Refused(
            "Only one SELECT runs here (WITH, DESCRIBE and SUMMARIZE too). PIVOT needs its values: "
            "PIVOT ... ON column IN (...)."
        )
    if len(tree["statements"]) != 1:
        raise Refused("One statement at a time.")
    return tree


def _place(sql: str, position: str | None) -> str:
    if position is None or not position.isdigit():
        return ""
    before = sql[: int(position)]
    return f" in line {before.count(chr(10)) + 1}, character {len(before) - before.rfind(chr(10))}"


def _check(tree: Node, readable: Readable) -> None:
    try:
        _Walk(readable).node(tree["statements"][0]["node"], frozenset())
    except RecursionError:
        raise Refused(TOO_DEEP) from None


class _Walk:
    """Goes through a tree and refuses what is not on a list; writes the schema into table names."""

    def __init__(self, readable: Readable) -> None:
        self.readable = readable

    def node(self, node: Any, steps: frozenset[str]) -> None:
        """Checks a part of the tree. `steps` are the WITH names that can be seen from it."""
        if isinstance(node, list):
            for part in node:
                self.node(part, steps)
            return
        if not isinstance(node, dict):
            return
        if "class" in node:
            self._expression(node)
        elif isinstance(node.get("type"), str):
            steps = self._relation(node, steps)
        for key, part in node.items():
            if key == "right" and node.get("type") == "RECURSIVE_CTE_NODE":
                self.node(part, steps | {node["cte_name"].lower()})
            elif key != "cte_map":
                self.node(part, steps)

    def _relation(self, node: Node, steps: frozenset[str]) -> frozenset[str]:
        kind = node["type"]
        if kind not in allowed.NODES:
            _refuse_part(kind)
        if node.get("at_clause"):
            _refuse_part("AT")
        if kind == "SHOW_REF" and (node.get("show_type") not in allowed.SHOWS or not node.get("query")):
            raise Refused(f"Only DESCRIBE and SUMMARIZE of a table run here. {self._tables()}")
        if kind == "BASE_TABLE":
            self._table(node, steps)
        if kind == "TABLE_FUNCTION":
            self._function(node["function"], allowed.TABLE_FUNCTIONS)
        for step in node.get("cte_map", {}).get("map", []):
            # A step sees the steps before it, never itself or later ones: a name that is not
            # among those is a table.
            self.node(step["value"], steps)
            steps = steps | {step["key"].lower()}
        return steps

    def _table(self, node: Node, steps: frozenset[str]) -> None:
        path = node.get("qualified_name", {}).get("path", [])
        name = node.get("table_name", "").lower()
        if path and [part.lower() for part in path] not in ([name], ["main", name]):
            raise Refused(f"Tables are named without database. {self._tables()}")
        if len(path) == 1 and name in steps:
            return
        if name not in self.readable:
            near = difflib.get_close_matches(name, self.readable, 1, 0.7)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise Refused(f"There is no such table. {hint}{self._tables()}")
        node["schema_name"] = "main"
        node["qualified_name"] = {"path": ["main", name]}

    def _expression(self, node: Node) -> None:
        kind = node["class"]
        if kind not in allowed.EXPRESSIONS:
            _refuse_part(kind)
        if kind == "FUNCTION":
            self._function(node, allowed.OPERATORS if node.get("is_operator") else allowed.FUNCTIONS)
        if kind == "WINDOW":
            self._function(node, allowed.FUNCTIONS)
        if kind == "COLUMN_REF":
            names = node["column_names"]
            if len(names) == 1 and names[0].lower() in allowed.SESSION_WORDS:
                raise Refused(
                    "The clock and the session cannot be read. The data's own last day is "
                    "(SELECT last_day FROM meta)."
                )
        if kind == "TYPE" and not self._plain_type(node):
            raise Refused("That type cannot be used. Use e.g. VARCHAR, INTEGER, DOUBLE, DATE or TIMESTAMP.")
        if kind == "COLLATE" and node.get("collation", "").lower() not in allowed.COLLATIONS:
            raise Refused("The collations that can be used are NOCASE and NOACCENT.")

    def _function(self, node: Node, names: frozenset[str]) -> None:
        name = node.get("function_name", "").lower()
        path = [part.lower() for part in node.get("qualified_name", {}).get("path", [])]
        if name not in names or path != [name]:
            near = difflib.get_close_matches(name, names, 1, 0.75)
            hint = f" Did you mean {near[0]}?" if near and near[0] != name else ""
            raise Refused(f"That function is not available here.{hint}")

    def _plain_type(self, node: Node) -> bool:
        path = [part.lower() for part in node.get("qualified_name", {}).get("path", [])]
        return len(path) == 1 and path[0] in allowed.TYPES and node.get("type_name", "").lower() == path[0]

    def _tables(self) -> str:
        return f"The tables are: {', '.join(self.readable)}."


def _refuse_part(kind: str) -> NoReturn:
    raise Refused(f"A SELECT may not contain this here: {kind.replace('_', ' ').lower()}.")

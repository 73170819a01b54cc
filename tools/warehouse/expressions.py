"""The small language of metric definitions, translated to Ibis: sums, counts, columns, arithmetic, `where`.

Parsed with Python's own `ast` and walked by allow-list: what is not named here is refused.
"""

import ast
import datetime as dt
import operator
from collections.abc import Callable
from functools import cache
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, Scalar, Value

from tools.errors import ToolError

Resolve = Callable[[str, str], Value]
"""(table, column) -> the Ibis column; the table is "" for a bare name."""


class ExpressionError(ToolError):
    """A definition's expression uses something outside the language."""


_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
}
_REDUCTIONS = ("sum", "count", "count_distinct", "mean")


def _months_between(first: Any, last: Any) -> Any:
    """Calendar months from one day's month to another's."""
    return (last.year() - first.year()) * 12 + last.month() - first.month()


def _bands(value: Any, *edges_and_names: Any) -> Any:
    """bands(v, 6, 'Night', 12, 'Morning'): the name of the first edge that v lies under."""
    cases = [
        (value < edge, name) for edge, name in zip(edges_and_names[::2], edges_and_names[1::2], strict=True)
    ]
    return ibis.cases(*cases)


def _pair(number: Any, day: Any) -> Any:
    """One number for an id on a day, so that pairs of them can be counted."""
    return number.cast("int64") * 100_000 + day.delta(ibis.literal(dt.date(1970, 1, 1)), unit="day")


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "hour": lambda v: v.hour(),
    "month_start": lambda v: v.truncate("M"),
    "quarter_start": lambda v: v.truncate("Q"),
    "year": lambda v: v.year(),
    "day_of_month": lambda v: v.day(),
    "pair": _pair,
    "weekday": lambda v: v.day_of_week.index(),
    "days_between": lambda first, last: last.delta(first, unit="day"),
    "months_between": _months_between,
    "coalesce": ibis.coalesce,
    "bands": _bands,
}


@cache
def parsed(text: str) -> ast.expr:
    """The syntax tree of an expression, parsed once."""
    return ast.parse(text, mode="eval").body


@cache
def columns_named(text: str) -> frozenset[tuple[str, str]]:
    """(table, column) pairs that an expression reads; the table is "" for a bare name."""
    nodes = list(ast.walk(parsed(text)))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    qualified = {
        (node.value.id, node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    tables = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    bare = {
        ("", node.id)
        for node in nodes
        if isinstance(node, ast.Name) and id(node) not in called and id(node) not in tables
    }
    return frozenset(qualified | bare)


def row_value(text: str, resolve: Resolve) -> Value:
    """An expression over the columns of one row. Raises ExpressionError outside the language."""
    return _row(parsed(text), resolve)


def reduction(text: str, resolve: Resolve, rows: Value, only: BooleanValue | None = None) -> Scalar:
    """An aggregate such as `sum(net_sales, where=...)`, of the rows that also meet `only`.

    `rows` is a column without nulls, for `count()`. Raises ExpressionError outside the language.
    """
    node = parsed(text)
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if not isinstance(node, ast.Call) or name not in _REDUCTIONS:
        raise ExpressionError(f"'{text}': starts with none of {', '.join(_REDUCTIONS)}")
    where = only
    for keyword in node.keywords:
        if keyword.arg != "where":
            raise ExpressionError(f"'{text}': only where= is known, not {keyword.arg}=")
        condition = _row(keyword.value, resolve)
        where = condition if where is None else condition & where
    if name == "count":
        return rows.count(where=where)
    value = _row(node.args[0], resolve)
    if name == "sum":
        # Of rows that are there, none that meets the condition sums to zero.
        return value.sum() if where is None else value.sum(where=where).coalesce(0)
    return value.mean(where=where) if name == "mean" else value.nunique(where=where)


def _row(node: ast.expr, resolve: Resolve) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return resolve("", name)
        case ast.Attribute(value=ast.Name(id=table), attr=column):
            return resolve(table, column)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _ARITHMETIC[type(op)](_row(left, resolve), _row(right, resolve))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return _COMPARISONS[type(op)](_row(left, resolve), _row(right, resolve))
        case ast.Compare(left=left, ops=[ast.In()], comparators=[ast.List(elts=listed)]):
            return _row(left, resolve).isin([_row(item, resolve) for item in listed])
        case ast.BoolOp(op=op, values=values):
            join = operator.and_ if isinstance(op, ast.And) else operator.or_
            result = _row(values[0], resolve)
            for other in values[1:]:
                result = join(result, _row(other, resolve))
            return result
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return ~_row(operand, resolve)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_row(arg, resolve) for arg in args))
    raise ExpressionError(
        f"A definition says '{ast.unparse(node)}', which its language lacks: mend it in knowledge/definitions"
    )

"""An Ibis table as SQL text in which every operator inside an operator stands in parentheses.

Ibis puts operands of IN, BETWEEN and IS (NOT) DISTINCT FROM down as they are, and folds computed columns
into the conditions that use them, so that `a >= 5` filtered by `IN (TRUE)` came out as
`a >= 5 IN (TRUE)`, which the database reads as `a >= (5 IN (TRUE))`: another condition, and no error.
"""

from typing import Any, TypeGuard

import ibis.backends.sql.compilers as compilers
from ibis.expr.types import Table
from sqlglot import exp

DIALECT = "duckdb"
_OPERANDS = ("this", "expression", "low", "high")


def sql_text(table: Table) -> str:
    """The SELECT that computes the table."""
    tree = compilers.duckdb.compiler.to_sqlglot(table.unbind())
    return str(bracketed(tree).sql(dialect=DIALECT, pretty=True))


def bracketed(tree: exp.Expr) -> exp.Expr:
    """The same tree, changed in place: an operand that is itself an operation gets parentheses.

    Left out where grammar and meaning cannot differ: comparisons under AND and OR, and chains of one
    of the two.
    """
    for node in list(tree.find_all(exp.Binary, exp.Unary, exp.In, exp.Between)):
        if isinstance(node, exp.Paren | exp.Dot):
            continue
        for operand in map(node.args.get, _OPERANDS):
            if _is_operation(operand) and not _may_stand_bare(operand, node):
                operand.replace(exp.Paren(this=operand.copy()))
    return tree


def _is_operation(node: Any) -> TypeGuard[exp.Expr]:
    if isinstance(node, exp.Connector):
        return True
    number = isinstance(node, exp.Neg) and isinstance(node.this, exp.Literal)
    if number or isinstance(node, exp.Paren | exp.Dot | exp.Func):
        return False
    return isinstance(node, exp.Binary | exp.Unary | exp.In | exp.Between)


def _may_stand_bare(operand: exp.Expr, parent: exp.Expr) -> bool:
    if isinstance(parent, exp.Is) and operand is parent.expression:
        # IS NOT NULL is an IS over a NOT, which the grammar wants bare.
        return True
    if not isinstance(parent, exp.And | exp.Or):
        return False
    return type(operand) is type(parent) or not isinstance(operand, exp.And | exp.Or)

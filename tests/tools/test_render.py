"""SQL text means what the expression meant: read back, it is the same tree."""

from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from knowledge.metrics import load_definitions
from tools.warehouse.compile import compile_request
from tools.warehouse.render import DIALECT, bracketed
from tools.warehouse.request import Filter, MetricRequest

D = load_definitions()


def a(name: str) -> exp.Column:
    return exp.column(name)


FIVE: Any = exp.Literal.number(5)
TREES: dict[str, exp.Expr] = {
    "comparison in a list": exp.In(this=exp.GTE(this=a("x"), expression=FIVE), expressions=[exp.true()]),
    "or in a list": exp.In(this=exp.Or(this=a("x"), expression=a("y")), expressions=[exp.true()]),
    "sum between": exp.Between(this=exp.GT(this=a("x"), expression=FIVE), low=exp.false(), high=exp.true()),
    "bounds of between": exp.Between(this=a("x"), low=exp.And(this=a("y"), expression=a("z")), high=FIVE),
    "comparison is null": exp.Is(this=exp.EQ(this=a("x"), expression=FIVE), expression=exp.null()),
    "null-safe equality": exp.NullSafeEQ(this=exp.LT(this=a("x"), expression=FIVE), expression=a("y")),
    "comparison of comparisons": exp.EQ(
        this=exp.EQ(this=a("x"), expression=FIVE), expression=exp.EQ(this=a("y"), expression=FIVE)
    ),
    "and under or": exp.And(this=exp.Or(this=a("x"), expression=a("y")), expression=a("z")),
    "not under equality": exp.EQ(this=exp.Not(this=a("x")), expression=a("y")),
    "difference of a difference": exp.Sub(this=a("x"), expression=exp.Sub(this=a("y"), expression=a("z"))),
    "sum over a product": exp.Mul(this=exp.Add(this=a("x"), expression=a("y")), expression=a("z")),
    "negated list": exp.Not(this=exp.In(this=a("x"), expressions=[FIVE])),
}


def bare(tree: exp.Expr) -> exp.Expr:
    """Without parentheses: only the tree counts."""
    stripped: exp.Expr = tree.transform(lambda node: node.unnest() if isinstance(node, exp.Paren) else node)
    return stripped


@pytest.mark.parametrize("name", TREES)
def test_read_back_it_is_the_same_tree(name: str) -> None:
    text = bracketed(TREES[name].copy()).sql(dialect=DIALECT)
    assert bare(sqlglot.parse_one(text, read=DIALECT)) == bare(TREES[name])


EXAMPLES = {"month": "2017-03", "quarter": "2017-Q1", "day": "2017-03-15"}


@pytest.mark.parametrize("name", [d.name for d in D.dimensions.values() if not d.column.isidentifier()])
def test_a_filter_on_a_computed_dimension_is_on_the_whole_expression(name: str) -> None:
    metric = next(m for m in D.metrics if name in D.dimensions_of(m))
    given = D.dimensions[name]
    value = given.order[0] if given.order else EXAMPLES.get(given.show, 12)
    asked = MetricRequest(metrics=[metric], filters=[Filter(dimension=name, values=[value])])
    tree = sqlglot.parse_one(compile_request(asked, D), read=DIALECT)
    lists = list(tree.find_all(exp.In))
    assert lists
    for found in lists:
        assert isinstance(found.this, exp.Paren | exp.Column | exp.Func | exp.Case | exp.Cast)
        assert not isinstance(found.parent, exp.Binary) or isinstance(found.parent, exp.Connector)


def test_chains_of_one_kind_stay_readable() -> None:
    chain = exp.and_("x > 1", "y > 2", "z > 3", copy=False)
    text = bracketed(bare(chain)).sql(dialect=DIALECT)
    assert text == "x > 1 AND y > 2 AND z > 3"


def test_is_not_null_keeps_its_form() -> None:
    tree = exp.Is(this=exp.Not(this=a("x")), expression=exp.Not(this=exp.null()))
    assert bracketed(tree).sql(dialect=DIALECT) == "(NOT x) IS NOT NULL"

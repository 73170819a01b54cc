"""A further part that leaves out what it is a part of."""

from agent.builtin.same_whole import of_the_same


def test_the_whole_of_one_part_is_that_of_the_next() -> None:
    clauses = ["what share of beer orders was in the mailer", "how much was on display"]
    assert of_the_same(clauses)[1] == "how much of beer orders was on display"


def test_a_figure_of_its_own_has_no_whole() -> None:
    clauses = ["how much of sales was on display", "how much was sold in may"]
    assert of_the_same(clauses) == clauses

"""The small shop that answers.yaml speaks of: its evidence, and the names it knows."""

from agent.gate import Vocabulary
from evals.numbers.gate.moves import moves
from evals.numbers.gate.people import people
from evals.numbers.gate.sales import sales
from tools.evidence import Evidence


def shop() -> dict[str, Evidence]:
    """Pieces of evidence by name; their ids are given when an answer uses them."""
    return {**sales(), **moves(), **people()}


def vocabulary() -> Vocabulary:
    """The shop's names, of which each piece of evidence shows some."""
    departments = "GROCERY|DRUG GM|PRODUCE|MEAT|MEAT-PCKGD|DELI|FLORAL|PASTRY|SEAFOOD|MISCELLANEOUS"
    metrics = {"sales": ("revenue", "turnover"), "orders": ("baskets", "trips"), "discounts": ("savings",)}
    units = {"sales": "usd", "orders": "count", "discounts": "usd"}
    return Vocabulary(metrics, {"department": dict.fromkeys(departments.split("|"), ())}, units)

"""Households by what is known of them, as people say it: 'homeowners aged 45-54', 'couples with kids'."""

import re

from agent.builtin.write import words
from knowledge.metrics import Definitions
from knowledge.terms import Dimension
from tools.warehouse.request import Filter

PREFERRED = (
    re.compile(r"with(?:out)? (?!.*known).*|(?:one|two|three|zero) kids?"),
    re.compile(r".* households"),
    re.compile(r"(?:couples|single|unmarried) .*"),
    re.compile(r"[a-z]+s"),
    re.compile(r"(?:under|over) .*"),
)
"""Of the words people have for a value, those that fit a sentence, best first."""


def people(filters: list[Filter], definitions: Definitions) -> str:
    """The households that filters on them leave: 'households with kids', 'homeowners aged 45-54'."""
    head, tails = "households", []
    for f in filters:
        dimension = definitions.dimensions[f.dimension]
        known = called(f, dimension)
        values = words.listed([words.readable(v) for v in f.values], "or")
        if f.op != "in":
            tails.append(f"with {dimension.label.lower()} {values}")
        elif f.dimension == "age":
            tails.append(f"aged {values}")
        elif f.dimension == "income":
            tails.append(f"with income {known or values}")
        elif f.dimension == "kids" and known:
            tails.append(known if known.startswith("with") else f"with {known}")
        elif known and known.startswith(("with ", "without ")):
            tails.append(known)
        elif known and head == "households":
            head = known
        else:
            tails.append(f"with {dimension.label.lower()} {values}")
    return " ".join([head, *tails])


def is_one(who: str) -> str:
    """The same of one household: 'household was mailed campaign 18'."""
    noun, _, did = who.partition(" ")
    did = re.sub(r"^(that )?were\b", r"\1was", did)
    return f"{noun.removesuffix('s')} {did}".strip()


def called(f: Filter, dimension: Dimension) -> str | None:
    """What people call just these values: 'with kids', 'married households', 'renters'."""
    wanted = {str(v) for v in f.values}
    fitting = [a for a, values in dimension.values_synonyms.items() if {str(v) for v in values} == wanted]
    best = (name for pattern in PREFERRED for name in fitting if pattern.fullmatch(name))
    return next(best, None) if f.op == "in" else None

"""'More then 1000 orders': 'then' behind a comparative is 'than' misspelt."""

from dataclasses import replace

from agent.reading.tokens import Token

_MORE = {"more", "less", "fewer", "higher", "lower", "better", "worse", "bigger", "smaller", "larger",
    "greater", "cheaper", "stronger", "weaker", "busier", "quieter", "older", "younger", "longer", "shorter",
    "faster", "slower", "earlier", "later", "sooner", "rather", "other"}  # fmt: skip
_ANEW = {"or", "and", "but", "show", "list", "give", "tell", "compare", "sort", "rank", "order", "how",
    "what", "which", "who", "when", "where", "why", "did", "do", "does", "is", "are", "was", "were", "by",
    "please", "pls"}  # fmt: skip
"""Words that something new begins with: 'were sales higher then or now'."""


def than_for_then(tokens: list[Token]) -> list[Token]:
    """The tokens with 'than' for a 'then' that stands between a comparative and what it is set against."""
    found = list(tokens)
    for at in range(1, len(tokens) - 1):
        before, token, after = tokens[at - 1 : at + 2]
        against = after.kind != "symbol" or after.norm in ("$", "-")
        if token.norm == "then" and before.norm in _MORE and against and after.norm not in _ANEW:
            found[at] = replace(token, norm="than", stem="than")
    return found

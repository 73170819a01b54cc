"""A further part that leaves out what it is a part of: 'how much of sales was on display, and how much was in
the mailer'."""

import re

_VERB = r"(?:was|is|were|are|came|comes|went|goes)"
_ASKS = r"(?:how much|(?:what|which) (?:share|part|percent(?:age)?|pct|%|portion|proportion|fraction))"
_WHOLE = re.compile(
    rf"\b{_ASKS} (?P<whole>of (?:the |our |total |all )?\w+(?: \w+)?) {_VERB}\b", re.IGNORECASE
)
_BARE = re.compile(
    rf"^(?P<asks>\W*(?:and |but )?{_ASKS}) (?={_VERB} (?:not )?(?:on|in|at|from|through|with|by)\b)",
    re.IGNORECASE,
)


def of_the_same(clauses: list[str]) -> list[str]:
    """The clauses; one that names no whole asks for a part of what the one before it names."""
    whole, found = "", []
    for clause in clauses:
        said = _WHOLE.search(clause)
        whole = said["whole"] if said else whole
        found.append(_BARE.sub(rf"\g<asks> {whole} ", clause) if whole and not said else clause)
    return found

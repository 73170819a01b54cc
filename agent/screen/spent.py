"""What an answer and its conversation have cost, in tokens and dollars, as one quiet line."""

from agent.answer import Answer
from agent.settings import BUILTIN


def line(answer: Answer) -> str:
    """'1,234 tokens read, 56 written · $0.0123 · this conversation: 9,876 tokens, $0.0456'; empty where no
    language model was asked in the whole conversation."""
    whole = answer.get("spent")
    before = whole["tokens"] if whole else 0
    if answer["model"] == BUILTIN and not before and not sum(answer["tokens"].values()):
        return ""
    tokens = answer["tokens"]
    parts = [f"{tokens.get('input', 0):,} tokens read, {tokens.get('output', 0):,} written"]
    parts.append(dollars(answer["cost_usd"]))
    if whole:
        total = before + tokens.get("input", 0) + tokens.get("output", 0)
        known = None if answer["cost_usd"] is None else whole["usd"] + answer["cost_usd"]
        parts.append(f"this conversation: {total:,} tokens, {dollars(known)}")
    return "###### " + " · ".join(parts)


def dollars(amount: float | None) -> str:
    """'$0.0123'; 'price not known' for None."""
    if amount is None:
        return "price not known"
    return f"${amount:,.2f}" if amount >= 1 or not amount else f"${amount:.4f}"

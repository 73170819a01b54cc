"""What the shop holds, for a greeting, a call for help, or the question what there is."""

from collections.abc import Sequence

from agent.builtin.write import words
from agent.builtin.write.table import table
from agent.builtin.write.view import View, bullets

OPENINGS = {
    "greeting": "Hello. I answer questions about this shop from its own data, with evidence for each figure.",
    "help": "Ask me about this shop in plain words: a figure, a ranking, a trend, a comparison or a share.",
}


def shop(view: View, about: str, examples: Sequence[str]) -> str:
    """An opening that fits what was said, what there is, and questions to start from."""
    parts = [OPENINGS.get(about, "")]
    if about == "what_data" or not about:
        parts.append(table(view))
    measures = [m.label.lower() for m in view.definitions.metrics.values()][:6]
    if about == "help":
        parts.append(words.sentence(f"Among the measures are {words.listed(measures)}"))
    if examples:
        parts.append("For example:\n" + bullets(examples))
    return "\n\n".join(p for p in parts if p)

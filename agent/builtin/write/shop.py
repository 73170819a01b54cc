"""What the shop holds, for a greeting, a call for help, or the question what there is."""

from collections.abc import Sequence

from agent.builtin.write.table import table
from agent.builtin.write.view import View, bullets

OPENINGS = {
    "greeting": "Hello. I answer questions about this shop from its own data, with evidence for each figure.",
    "help": "Ask me about this shop in plain words: a figure, a ranking, a trend, a comparison or a share.",
}


def opening(about: str, examples: Sequence[str]) -> str:
    """A greeting or the help, with questions to start from."""
    said = OPENINGS.get(about, "")
    offered = "For example:\n" + bullets(examples) if examples else ""
    return "\n\n".join(p for p in (said, offered) if p)


def shop(view: View, about: str, examples: Sequence[str]) -> str:
    """An opening that fits what was said, or what there is, and questions to start from."""
    if about in OPENINGS:
        return opening(about, examples)
    return "\n\n".join(p for p in (table(view), opening(about, examples)) if p)

"""What the words around a time ask for: how a figure moved, one figure of the whole, or a comparison."""

from agent.reading.context import Sentence
from agent.reading.links import Link


def asks_one_figure(s: Sentence, link: Link) -> bool:
    """'How much did they spend over the year': the year as a whole, and no course through it."""
    words = {t.norm for t in s.tokens}
    whole = s.words(link).endswith("the year")
    return whole and bool(words & {"much", "many", "total", "average", "per", "altogether", "overall"})


_MULTIPLIED = {"double", "doubled", "triple", "tripled", "quadruple", "quadrupled", "halve", "halved"}


def says_moved(s: Sentence) -> bool:
    """'Were visits down in july', 'sales are up', 'did orders double': words that say how a figure moved."""
    if any(x.kind == "unknown" and s.words(x) in _MULTIPLIED for x in s.links):
        return True
    words = [t.norm for t in s.tokens]
    for at, word in enumerate(words):
        if word not in ("up", "down", "off") or (s.links and _inside_phrase(s, at)):
            continue
        ahead, after = set(words[max(0, at - 4) : at]), words[at + 1 : at + 2]
        if ahead & {"is", "are", "was", "were", "s", "been", "so", "sales", "visits", "orders", "revenue"}:
            return not ahead & {"break", "split", "drill", "add", "sum", "whats", "what"} and after != ["to"]
    return False


def _inside_phrase(s: Sentence, at: int) -> bool:
    """Whether a word is part of a longer phrase that was understood."""
    return any(x.first <= at < x.after and x.after - x.first > 1 for x in s.links)


def is_set_against(s: Sentence, place: int) -> bool:
    """Whether a lone period is what something is set against: 'vs last month', 'compare that with may'."""
    for link in reversed(s.links[:place]):
        if link.target == "compare" or s.words(link) == "than":
            return True
        if link.kind != "follow_up" and (link.kind != "function" or link.target):
            return False
    return False

"""Other values that the same words may mean, and how the choice between them is offered."""

from agent.reading.english import Key
from agent.reading.lexicon import Lexicon
from agent.reading.result import Choice
from agent.reading.values import RIVAL, Meant, in_part

_MOST_LISTED = 4


def rivals(words: str, key: Key, meant: list[Meant], lexicon: Lexicon) -> Choice | None:
    """Other values that the same words may mean, if they would make a difference; None if there are none."""
    first = meant[0]
    others = [m for m in meant[1:] if m.weight >= RIVAL * first.weight and m.values != first.values]
    if first.declared:
        others = [m for m in others if m.declared]
    elif not first.partial:
        kin = [m for m in in_part(key, lexicon) if m.dimension == first.dimension]
        weight = {
            t.value: t.weight for t in lexicon.holding.get(key[0], ()) if t.dimension == first.dimension
        }
        big = [v for m in kin for v in m.values if v not in first.values]
        big = [v for v in big if weight.get(v, 0.0) >= RIVAL * first.weight][:4]
        others += [Meant(first.dimension, (v,), weight.get(v, 0.0)) for v in big]
        if big:
            others.append(Meant(first.dimension, (*first.values, *big), first.weight))
    if not others:
        return None
    options = [first, *others[:5]]
    return Choice(words, tuple(m.filter() for m in options), tuple(label(m) for m in options))


def label(meant: Meant) -> str:
    """How a choice is offered: 'CHICKEN (category)', and where there are many, how many and of what."""
    if len(meant.values) > _MOST_LISTED:
        first = ", ".join(str(v) for v in meant.values[:2])
        return f"{first} and {len(meant.values) - 2} more ({meant.dimension.replace('_', ' ')})"
    return f"{', '.join(str(v) for v in meant.values)} ({meant.dimension.replace('_', ' ')})"

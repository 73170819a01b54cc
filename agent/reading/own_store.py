"""'My store': one of many, and nothing says which."""

from dataclasses import replace

from agent.reading.context import Sentence

_MINE = {"my", "our", "mine", "own"}
_PLACE = "store"
NOTE = (
    "'{words}' does not say which store it is, so these are the figures of all of them; "
    "name one by its number."
)


def own_store(s: Sentence) -> list[str]:
    """Takes a single store that only a possessive describes for all of them, and returns what to say of it.
    Where it is held against others ('is my store above average') that would answer another question: it is
    not understood then."""
    for place, link in enumerate(s.links):
        token = s.tokens[link.after - 1]
        owned = place > 0 and s.words(s.links[place - 1]) in _MINE
        if link.kind != "dimension" or link.target != _PLACE or not owned or token.norm != token.stem:
            continue
        words = f"{s.words(s.links[place - 1])} {s.words(link)}"
        others = [x for p, x in enumerate(s.links) if p != place]
        held = any(x.kind in ("condition", "rank", "compare") for x in others)
        if held and not any(x.kind in ("period", "dimension") for x in others):
            s.links[place - 1] = replace(s.links[place - 1], kind="unknown", target="")
            s.links[place] = replace(link, kind="unknown", target="", data=None)
            return []
        s.tell(place)
        return [NOTE.format(words=words)]
    return []

"""Finds the phrases that shape a question, and those that ask for a capability."""

from functools import lru_cache

from agent.reading.english import Key, capabilities, function_words, phrase_keys, phrases
from agent.reading.links import Link
from agent.reading.recognise import SYMBOLS
from agent.reading.result import Kind
from agent.reading.tokens import Token, phrase_key

_SHAPES: dict[str, Kind] = { "compare": "compare", "change": "compare", "change_up": "compare",
    "change_down": "compare", "drivers": "rank", "previous_period": "compare", "trend": "period",
    "share": "share",
    "negation": "negation", "group": "function", "rank_down": "rank", "rank_up": "rank",
    "runner_up": "rank", "weak_metric": "metric", "follow_up": "follow_up", "replaces": "follow_up",
    "others": "function", "high": "function", "unusual": "share", "leaning": "follow_up",
    "fresh": "follow_up",
    "lift_everything": "follow_up", "how_many": "function", }  # fmt: skip
"""Sections of words/phrases.yaml and the kind of span they make; the section's name is the target."""
_PARTED: tuple[tuple[str, Kind, str], ...] = (
    ("summary", "share", "summary"), ("series", "share", "series"), ("spread", "share", "spread"),
    ("pointing", "follow_up", "points"),
)  # fmt: skip
"""Sections whose phrases are told apart further, and what the targets of their spans begin with."""
_ASKING = {"how", "what", "who", "where"}
_SET_BESIDE = {"than", "in", "on", "at", "per", "during", "when", "or", "and", "by", "often", "from", "if"}
_DOING = {"shop", "visit", "come", "get", "cost", "make", "order", "are", "is", "much", "any"}


def find_shapes(tokens: list[Token]) -> list[Link]:
    """Links to the phrases of `words/phrases.yaml` and to capabilities, and single function words."""
    links: list[Link] = []
    table, longest = _shape_table()
    for first, token in enumerate(tokens):
        if token.norm in function_words() or token.kind == "symbol":
            links.append(Link(first, first + 1, "function", "", 0.98))
        key: tuple[str, ...] = ()
        for after in range(first + 1, min(first + longest, len(tokens)) + 1):
            if tokens[after - 1].kind == "symbol" and tokens[after - 1].norm in (*SYMBOLS, ","):
                if not key:
                    break
                continue
            if tokens[after - 1].norm == "s" and key:
                continue  # "how's business"
            key = (*key, tokens[after - 1].stem)
            if key == ("less",) and not _takes_away(tokens, first):
                continue
            links += [Link(first, after, kind, name, _score(name)) for kind, name in table.get(key, ())]
    return links + _near_pairs(tokens) + _called(tokens)


def _takes_away(tokens: list[Token], at: int) -> bool:
    """'Sales less fuel' leaves fuel out; 'who spends less: a or b', 'buys less in june' compare."""
    before = tokens[at - 1].stem if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    compared = after is None or after.kind == "symbol" or after.norm in _SET_BESIDE
    return not compared and (before,) not in phrase_keys("weak_metric") and before not in _DOING


def _called(tokens: list[Token]) -> list[Link]:
    """'Hey aisle, ...', 'morning! ...': who is spoken to, and a greeting, at the start."""
    at = 1 if tokens and tokens[0].norm in ("hey", "hi", "hello", "ok", "okay", "dear", "yo", "good") else 0
    if at < len(tokens) and tokens[at].norm in ("aisle", "morning", "afternoon", "evening"):
        after = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        if after in (",", "!", ":", ".", "") or (at and tokens[at].norm == "aisle"):
            return [Link(at, at + 1, "function", "called", 2.0)]
    return []


def _score(name: str) -> float:
    """'The two' gives way to 'two biggest'."""
    return 0.75 if name.startswith("points:") else 1.0


def capabilities_of(key: Key) -> list[str]:
    """Capabilities that the very same words ask for."""
    return list(dict.fromkeys(name for kind, name in _shape_table()[0].get(key, ()) if kind == "capability"))


def _near_pairs(tokens: list[Token]) -> list[Link]:
    links = []
    for name, heads, seconds in _near_table():
        for first, token in enumerate(tokens):
            for length in (1, 2):
                head = " ".join(t.stem for t in tokens[first : first + length])
                if head not in heads or token.kind != "word":
                    continue
                for after in range(first + length, min(first + length + 5, len(tokens))):
                    if tokens[after].stem in seconds:
                        run = " ".join(t.norm for t in tokens[first : after + 1])
                        score = 1.05 if name == "change_data" else 1.0  # "drop the table" is no fall
                        links.append(Link(first, first + length, "capability", name, score, run))
    return links


@lru_cache(maxsize=1)
def _shape_table() -> tuple[dict[Key, list[tuple[Kind, str]]], int]:
    table: dict[Key, list[tuple[Kind, str]]] = {}
    for section, kind in _SHAPES.items():
        for key in phrase_keys(section):
            table.setdefault(key, []).append((kind, section))
    for name, keys in {n: [phrase_key(p) for p in e["phrases"]] for n, e in capabilities().items()}.items():
        for key in [*keys, *(k[:1] + k[2:] for k in keys if len(k) > 2 and k[1] == "is" and k[0] in _ASKING)]:
            table.setdefault(key, []).append(("capability", name))
    for section, kind, name in _PARTED:
        for part, given in phrases()[section].items():
            for phrase in given:
                table.setdefault(phrase_key(phrase), []).append((kind, f"{name}:{part}"))
    table.pop((), None)
    return table, max(len(key) for key in table)


@lru_cache(maxsize=1)
def _near_table() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    pairs = []
    for name, entry in capabilities().items():
        for heads, seconds in entry.get("near", ()):
            pairs.append(
                (
                    name,
                    frozenset(" ".join(phrase_key(h)) for h in heads),
                    frozenset(part for s in seconds for part in phrase_key(s)[:1]),
                )
            )
    return pairs

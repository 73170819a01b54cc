"""Finds what runs of words may stand for: governed terms, looked up by their keys."""

from agent.reading.english import Key, function_words, phrase_keys
from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.tokens import Token

_MARKERS = {
    "by",
    "per",
    "each",
    "every",
    "which",
    "many",
    "across",
    "top",
    "best",
    "worst",
    "busiest",
    "biggest",
}
_DISTINCT = {"different", "distinct", "unique", "separate", "individual", "various"}
_NUMBERED = {"campaign", "store", "household", "product"}
"""What is known by a number, which its noun goes with."""
SYMBOLS = {"-", "/", "'", "."}


def find_terms(tokens: list[Token], lexicon: Lexicon) -> list[Link]:
    """Links to metrics, dimensions and absent topics."""
    links: list[Link] = []
    for first in range(len(tokens)):
        for after, key in (*keys_from(tokens, first, lexicon.longest, lexicon), *_sparse(tokens, first)):
            if after == first + 1 and _is_faint(tokens, first, key):
                continue
            if (
                len(key) > 1
                and key[-1] in _NUMBERED
                and after < len(tokens)
                and tokens[after].kind == "number"
            ):
                continue  # "coupons in campaign 18"
            if len(key) > 1 and key[-1] == "product" and after < len(tokens) and tokens[after].stem == "type":
                continue  # "how many product types" are none of products
            for said in (key, *_in_money(key)):
                for term in lexicon.terms.get(said, ()):
                    links.append(Link(first, after, term.kind, term.name, 1.0, said))
    return links


def _in_money(key: Key) -> list[Key]:
    """'Coupon $' is the value of coupons, 'discount $' the amount."""
    if len(key) < 2 or key[-1] not in ("$", "dollar", "$$"):
        return []
    return [(*key[:-1], word) for word in ("value", "amount")]


def _sparse(tokens: list[Token], first: int) -> list[tuple[int, Key]]:
    """Keys of 'how many different coupons' and 'number of distinct stores' without the word between."""
    words = [t.norm for t in tokens[first : first + 3]]
    if words[:2] not in (["how", "many"], ["number", "of"]) or words[2:] not in ([w] for w in _DISTINCT):
        return []
    rest = [t.stem for t in tokens[first + 3 : first + 5] if t.kind == "word"]
    return [(first + 3 + n, (words[0], words[1], *rest[:n])) for n in range(1, len(rest) + 1)]


def _is_faint(tokens: list[Token], at: int, key: Key) -> bool:
    """Whether a word is mostly an everyday one ('shop', 'like') and nothing before it says otherwise."""
    if tokens[at].norm not in function_words() or key in phrase_keys("weak_metric"):
        return False
    if (
        tokens[at].norm == "display"
        and at
        and tokens[at - 1].norm not in ("please", "pls", "you", "and", "to")
    ):
        return False  # the noun, and not "display sales by month"
    return at == 0 or tokens[at - 1].norm not in _MARKERS


def keys_from(tokens: list[Token], first: int, longest: int, lexicon: Lexicon) -> list[tuple[int, Key]]:
    """Keys of the runs of words that start at a place, with the place after each run. Words written
    apart ('lunch meat') are also given as one."""
    if tokens[first].kind == "symbol" and tokens[first].norm not in ("and", "$", "%", "#"):
        return []
    found: list[tuple[int, Key]] = []
    key: tuple[str, ...] = ()
    at = first
    while at < len(tokens) and len(key) < longest:
        token = tokens[at]
        at += 1
        if (token.kind == "symbol" and token.norm in SYMBOLS) or (token.norm == "s" and key):
            continue
        key = (*key, token.stem)
        found.append((at, key))
        if len(key) == 2 and all(part.isalpha() for part in key) and key != ("make", "up"):
            found.append((at, (key[0] + key[1],)))
    return found

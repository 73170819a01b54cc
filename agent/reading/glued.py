"""Words written without a space between them: 'bymonth', 'privatelabel'."""

from rapidfuzz.distance import OSA

from agent.reading.english import function_words, is_english, phrases
from agent.reading.lexicon import Lexicon
from agent.reading.tokens import Token, singular

_SHORT = {"by", "in", "of", "on", "for", "the", "per", "top", "and", "how", "our", "all", "no", "to", "at"}
"""Words of two or three letters that people run together with the next."""


def apart(token: Token, lexicon: Lexicon, vocabulary: dict[str, float]) -> list[Token]:
    """'privatelabel' and 'bymonth' as two tokens, each in its own letters."""
    if token.kind != "word" or len(token.norm) != len(token.text):
        return [token]
    key = lexicon.joined.get(token.norm) or lexicon.joined.get(token.stem)
    key = key or _glued(token, lexicon, vocabulary)
    if key is None:
        return [token]
    parts, at = [], 0
    for k, word in enumerate(key):
        end = len(token.text) if k == len(key) - 1 else at + len(word)
        norm = token.norm[at:end]
        span = (token.start + at, token.start + end)
        parts.append(Token(token.text[at:end], *span, "word", norm, singular(norm)))
        at = end
    return parts


def _glued(token: Token, lexicon: Lexicon, vocabulary: dict[str, float]) -> tuple[str, str] | None:
    """Two known words written without a space; None where the word is one, or may be a misspelt one."""
    word = token.norm
    if len(word) < 6 or not word.isascii() or not word.isalpha():
        return None
    if token.stem in vocabulary or token.stem in lexicon.holding or is_english(word):
        return None
    if any(
        abs(len(w) - len(x)) < 2 and OSA.distance(x, w) == 1 for w in vocabulary for x in {word, token.stem}
    ):
        return None  # "diffrent" is one keystroke from a word
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    whole = [cut for cut in cuts if max(map(len, cut)) > 3 and all(_stands(part, vocabulary) for part in cut)]
    return max(whole, key=lambda cut: min(map(len, cut)), default=None)


def _stands(part: str, vocabulary: dict[str, float]) -> bool:
    if len(part) < 4:
        return part in _SHORT
    return singular(part) in vocabulary or part in function_words() or part in phrases()["slang"]

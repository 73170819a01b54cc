"""Which language a question is in, by its commonest words and its script."""

import unicodedata

from agent.reading.english import foreign_words, function_words
from agent.reading.tokens import tokenize

_SCRIPTS = {"CYRILLIC": "ru", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "ARABIC": "ar",
            "HEBREW": "he", "GREEK": "el", "DEVANAGARI": "hi", "THAI": "th"}  # fmt: skip


def language_of(text: str) -> str:
    """A two-letter code; "en" where nothing speaks against English."""
    letters = [c for c in text[:2000] if c.isalpha()]
    foreign = [c for c in letters if ord(c) > 0x24F]
    if len(foreign) > 0.4 * len(letters) and foreign:
        script = unicodedata.name(foreign[0], "").split(" ")[0]
        return _SCRIPTS.get(script, "xx")
    words = [t.norm for t in tokenize(text[:2000]) if t.kind == "word" and len(t.norm) > 0]
    if len(words) < 2:
        return "en"
    english = sum(1 for w in words if w in function_words())
    scores = {code: sum(1 for w in words if w in known) for code, known in foreign_words().items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= 2 and scores[best] > english else "en"

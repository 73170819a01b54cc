"""Which language a question is in, by its commonest words and its script."""

import unicodedata

from agent.reading.english import is_english
from agent.reading.tokens import tokenize

_COMMON = {
    "de": "der die das und ist nicht wie viel wieviel was welche welcher im fur mit von wurde umsatz kunden monat zeige "
          "mir den dem ein eine auf nach pro war hatten haben letzten verkauf gesamt bitte",
    "fr": "le la les des est et pas combien quel quelle quels quelles dans pour avec une du au chiffre ventes clients mois "
          "montre moi nous vous ont sont par sur dernier affaires magasin",
    "es": "el la los las es y cuanto cuanta cuantos cuantas cual cuales que en por para con una del ventas clientes mes "
          "muestra fueron nos han mas ultimo tienda cual",
    "it": "il lo gli e quanto quanti quale quali che nel nella per con una del della vendite clienti mese mostra sono "
          "negozio ultimo abbiamo",
    "pt": "o os as e quanto quantos qual quais que em no na para com uma do da vendas clientes mes mostre foram loja "
          "ultimo",
    "nl": "de het een en is niet hoeveel welke wat in voor met van omzet klanten maand toon mij waren winkel afgelopen",
    "pl": "ile jaki jaka jest w na z sprzedaz klientow miesiac pokaz sklep oraz byla byl",
    "tr": "kac ne hangi ve icin ile satis musteri ay goster magaza nedir",
    "sv": "hur mycket vilken vilka och ar i for med forsaljning kunder manad visa butik",
}  # fmt: skip
_WORDS = {code: frozenset(text.split()) for code, text in _COMMON.items()}
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
    english = sum(1 for w in words if is_english(w))
    scores = {code: sum(1 for w in words if w in known) for code, known in _WORDS.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= 2 and scores[best] + len(words) - english > english else "en"

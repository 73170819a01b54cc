"""That only English is understood, said in the language that was used."""

SENTENCES = {
    "es": "Por ahora solo entiendo preguntas en inglés. ¿Puede repetirla en inglés?",
    "fr": "Pour l'instant, je ne comprends que les questions en anglais. Pouvez-vous répéter en anglais ?",
    "de": "Bisher verstehe ich nur Fragen auf Englisch. Können Sie sie auf Englisch stellen?",
    "it": "Per ora capisco solo domande in inglese. Può ripeterla in inglese?",
    "pt": "Por enquanto só entendo perguntas em inglês. Pode repeti-la em inglês?",
    "nl": "Voorlopig begrijp ik alleen vragen in het Engels. Kunt u de vraag in het Engels stellen?",
}
OTHERS = "So far I only understand questions in English. Could you ask it in English?"


def only_english(language: str) -> str:
    """The sentence for a language given by its two-letter code, and in English for all who read along."""
    said = SENTENCES.get(language)
    return f"{said} ({OTHERS})" if said else OTHERS

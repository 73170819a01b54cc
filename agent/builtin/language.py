"""Whether a question is in a language that is not understood, and that said in it."""

import re

COMMON = {
    "es": (
        "el la los las de del que cuál cual cuáles cuánto cuántos cuántas cuanto cuantos fueron fue "
        "en por para con una ventas mes y qué como cómo son hay nuestras nuestros tiendas clientes"
    ),
    "fr": (
        "le la les des du de que quel quelle quels quelles combien en par pour avec une est sont "
        "ventes mois et au aux nos dans chiffre avons nous magasins clients été ont"
    ),
    "de": (
        "der die das den dem ein eine und wie viel viele welche welcher welches wir im am mit für "
        "von waren war ist sind umsatz monat nach zeige unsere kunden hoch haben wurde wurden"
    ),
    "it": (
        "il lo la i gli le di del della che quale quali quanto quanti quante in per con una sono "
        "stato state vendite mese e nel nostri nostre clienti negozi è erano"
    ),
    "pt": (
        "o a os as de do da que qual quais quanto quantos quantas em por para com uma foram foi "
        "vendas mês e no na nossas nossos lojas clientes são"
    ),
    "nl": (
        "de het een en hoeveel welke wat was waren zijn in per voor met van omzet maand onze toon "
        "verkopen klanten winkels hebben we geef"
    ),
}
SENTENCES = {
    "es": "Por ahora solo entiendo preguntas en inglés. ¿Puede repetirla en inglés?",
    "fr": "Pour l'instant, je ne comprends que les questions en anglais. Pouvez-vous répéter en anglais ?",
    "de": "Bisher verstehe ich nur Fragen auf Englisch. Können Sie sie auf Englisch stellen?",
    "it": "Per ora capisco solo domande in inglese. Può ripeterla in inglese?",
    "pt": "Por enquanto só entendo perguntas em inglês. Pode repeti-la em inglês?",
    "nl": "Voorlopig begrijp ik alleen vragen in het Engels. Kunt u de vraag in het Engels stellen?",
}
ENGLISH = (
    "the of what which how many much is are was were in by for with and to me show give our we did do does "
    "a an on at from per top best who when i my sales orders customers"
)


def foreign(question: str) -> str | None:
    """The sentence to say when a question is not in English; None when it is, or when that is unclear."""
    tokens = re.findall(r"[^\W\d_]+", question.lower())
    if not tokens:
        return None
    letters = "".join(tokens)
    if sum(ord(c) > 0x24F for c in letters) > len(letters) / 2:
        return "So far I only understand questions in English. Could you ask it in English?"
    english = sum(t in ENGLISH.split() for t in tokens)
    best, hits = max(
        ((code, sum(t in words.split() for t in tokens)) for code, words in COMMON.items()),
        key=lambda scored: scored[1],
    )
    return SENTENCES[best] if hits >= 2 and hits > english and hits >= len(tokens) * 0.3 else None

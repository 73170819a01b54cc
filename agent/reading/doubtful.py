"""Words with several likely spellings, settled by which of them makes the most of the question."""

from collections.abc import Callable
from dataclasses import replace

from agent.reading.spelling import Spelled
from agent.reading.tokens import Token, singular

_CLEARLY = 0.1
"""How much more of the question a spelling must explain than the next best: about the difference between
what is asked for and a word that says nothing."""


def settled(spelled: Spelled, worth: Callable[[list[Token]], float]) -> Spelled:
    """The tokens with each doubtful word as the spelling that explains most, where one does clearly.

    `worth` says how much of the question a way of spelling it explains; it is asked once for each
    likely spelling of each doubtful word.
    """
    tokens, corrected = list(spelled.tokens), dict(spelled.corrected)
    for place, spellings in spelled.rivals.items():
        typed = tokens[place]
        ways = {word: replace(typed, norm=word, stem=singular(word)) for word in spellings}
        worths = {word: worth([*tokens[:place], way, *tokens[place + 1 :]]) for word, way in ways.items()}
        best, *others = sorted(worths, key=lambda word: -worths[word])
        if best != typed.norm and (not others or worths[best] - worths[others[0]] > _CLEARLY):
            tokens[place] = ways[best]
            corrected[place] = (typed.text, best, 0.8)
    return replace(spelled, tokens=tokens, corrected=corrected)

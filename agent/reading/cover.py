"""Which links explain the words of a question: all that are found, weighed, and the best of them together."""

from dataclasses import replace

from agent.reading.above_mean import find_above_mean
from agent.reading.bands import find_bands
from agent.reading.before import find_before
from agent.reading.bounds import find_bounds
from agent.reading.conditions import find_conditions
from agent.reading.days import Days
from agent.reading.english import function_words
from agent.reading.first_bought import find_first_bought
from agent.reading.hours import find_hours
from agent.reading.ids import find_ids
from agent.reading.known import Known
from agent.reading.lifecycle import find_standing
from agent.reading.links import Link, best_cover
from agent.reading.periods import find_periods
from agent.reading.phrases import find_shapes
from agent.reading.ranking import find_ranks
from agent.reading.recognise import find_terms
from agent.reading.recurring import find_recurring
from agent.reading.sizes import find_sizes
from agent.reading.spelling import Spelled
from agent.reading.stopped import find_stopped
from agent.reading.tenths import find_tops
from agent.reading.tokens import Token
from agent.reading.tops import find_heavy
from agent.reading.vague import find_yearly
from agent.reading.values import find_values


def cover(known: Known, spelled: Spelled, days: Days, told: tuple[int, int]) -> list[Link]:
    """The links that explain the words best, one beside the other; `told` are the words that say the day."""
    tokens = spelled.tokens
    shapes = find_shapes(tokens)
    found = [
        *find_periods(tokens, days),
        *find_before(tokens, days),
        *find_yearly(tokens, known.days),
        *find_terms(tokens, known.lexicon),
        *find_values(tokens, known.lexicon, known.declared),
        *find_ids(tokens, known.definitions, known.lexicon),
        *find_bands(tokens, known.definitions),
        *find_bounds(tokens, known.ages),
        *find_recurring(tokens, known.days),
        *find_tops(tokens),
        *find_stopped(tokens),
        *find_heavy(tokens),
        *find_first_bought(tokens),
        *find_sizes(tokens, known.definitions),
        *find_standing(tokens, known.lexicon, known.definitions),
        *find_conditions(tokens, known.lexicon, known.definitions),
        *find_above_mean(tokens, known.lexicon, known.definitions),
        *shapes,
        *find_ranks(tokens, shapes),
    ]
    if "hour" in known.definitions.dimensions:
        found += find_hours(tokens, "hour")
    scored = [
        replace(link, score=link.score * _trust(link, spelled) * _whole(known, link, tokens))
        for link in found
    ]
    if told[1]:
        apart = [x for x in scored if x.after <= told[0] or x.first >= told[1]]
        scored = [*apart, Link(*told, "function", "today", 1.0)]
    best = best_cover(scored, len(tokens))
    return _with_gaps(best, len(tokens))


def _whole(known: Known, link: Link, tokens: list[Token]) -> float:
    """Less where the first word of a figure's name belongs to the word before it: the 'savings per visit'
    in 'loyalty savings per visit'."""
    if link.kind != "metric" or link.first == 0 or link.after - link.first < 2:
        return 1.0
    before, first = tokens[link.first - 1].stem, tokens[link.first].stem
    parted = (before, first) in known.lexicon.terms
    return 0.5 if parted and before not in function_words() else 1.0


def _trust(link: Link, spelled: Spelled) -> float:
    scores = [spelled.corrected[i][2] for i in range(link.first, link.after) if i in spelled.corrected]
    return min(scores, default=1.0)


def _with_gaps(cover: list[Link], count: int) -> list[Link]:
    """The cover with a link of kind unknown for every token that nothing explains."""
    whole: list[Link] = []
    at = 0
    for link in [*cover, Link(count, count, "function")]:
        whole += [Link(i, i + 1, "unknown") for i in range(at, link.first)]
        if link.after > link.first:
            whole.append(link)
        at = link.after
    return whole

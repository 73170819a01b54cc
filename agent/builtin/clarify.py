"""When to ask instead of answering: words that may restrict the question and that nothing explains."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, utils

from agent.builtin.write import words
from agent.builtin.write.restriction import phrase
from agent.reading.result import Choice, Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, Period

Near = Callable[[str], list[tuple[str, Filter | str]]]
"""Names the shop knows that look or sound like a word: (label, what it links to), best first."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "four": 4}
SURE = 82
"""How alike (of 100) a reply and an option must be to count as that option."""
MOST = 4
NAMED = 3
"""Values that an option names one by one."""


@dataclass(frozen=True)
class Option:
    """A way to go on: how it is offered, and the question as it then reads."""

    label: str
    reading: Reading


@dataclass(frozen=True)
class Ask:
    """A question back to the person."""

    question: str
    options: tuple[Option, ...]

    @property
    def labels(self) -> list[str]:
        return [o.label for o in self.options]


def doubt(reading: Reading, definitions: Definitions, near: Near) -> Ask | None:
    """What has to be asked before this can be answered, or None."""
    if reading.unknown:
        return _unexplained(reading, definitions, near)
    if reading.having and not (reading.by or reading.count_of or reading.filters or reading.refers_back):
        return _whose(reading, definitions)
    open_choices = [c for c in reading.choices if not plain(c)]
    return _several(reading, open_choices[0], definitions) if open_choices else None


def _whose(reading: Reading, definitions: Definitions) -> Ask:
    """A condition holds of groups: without any it says nothing."""
    options = grouped(reading, ("customer", "category", "department", "store"), " that meet it", definitions)
    return Ask("Of what should that condition hold?", options)


def grouped(
    reading: Reading, dimensions: Sequence[str], said: str, definitions: Definitions
) -> tuple[Option, ...]:
    """The reading by each of these dimensions that the shop has: 'Departments', and what is `said` behind."""
    known = [definitions.dimensions[name] for name in dimensions if name in definitions.dimensions]
    return tuple(Option(f"{d.plural.capitalize()}{said}", replace(reading, by=[d.name])) for d in known)


def plain(choice: Choice) -> bool:
    """Whether the first reading is the very name that was said: it is taken, and the others mentioned."""
    first = choice.options[0]
    return (
        isinstance(first, Filter)
        and len(first.values) == 1
        and utils.default_process(str(first.values[0])) == utils.default_process(choice.words)
    )


def taken(reading: Reading, definitions: Definitions) -> list[str]:
    """What to say about words that were taken by their name though they may mean more."""
    said = []
    for choice in reading.choices:
        if plain(choice) and len(choice.options) > 1:
            first, *others = labelled(choice, definitions)[:MOST]
            said.append(
                f"I took '{choice.words}' as {first}; it could also mean {words.listed(others, 'or')}"
            )
    return said


def labelled(choice: Choice, definitions: Definitions) -> list[str]:
    """The ways to take the words, as people read them: 'Meat (department)', '7 categories, such as ...'."""
    return [
        _label(option, definitions) or label
        for option, label in zip(choice.options, choice.labels, strict=False)
    ]


def _label(option: Filter | Period | str, definitions: Definitions) -> str:
    """A filter's values with their noun; many of them by their number and the first two."""
    if not isinstance(option, Filter) or option.dimension not in definitions.dimensions:
        return ""
    dimension = definitions.dimensions[option.dimension]
    names = list(dict.fromkeys(words.readable(v) for v in option.values))
    noun = dimension.label.lower() if len(names) == 1 else dimension.plural.lower()
    if len(names) > NAMED:
        return f"{len(names)} {noun}, such as {words.listed(names[:2])}"
    return f"{words.listed(names)} ({noun})"


def picked(reply: str, labels: list[str]) -> int | None:
    """Which of the options a reply means, by number, ordinal or text; None when it means none of them."""
    said = reply.strip().lower().rstrip(".!?")
    number = re.fullmatch(r"(?:option|number|no\.?|#|the)?\s*(\d+)\)?", said)
    if number and 1 <= int(number[1]) <= len(labels):
        return int(number[1]) - 1
    ordinal = re.fullmatch(r"(?:the )?(\w+)(?: one| option)?", said)
    if ordinal and ORDINALS.get(ordinal[1], 99) <= len(labels):
        return ORDINALS[ordinal[1]] - 1
    if ordinal and ordinal[1] == "last" and labels:
        return len(labels) - 1
    scored = [max(fuzz.ratio(said, part) for part in _readings_of(label)) for label in labels]
    best = max(scored, default=0)
    if best < SURE or scored.count(best) > 1:
        return None
    return scored.index(best)


def _readings_of(label: str) -> list[str]:
    """A label as a person may repeat it: whole, without what stands in brackets, or by that alone."""
    whole = label.lower()
    bare = re.sub(r"\s*\([^)]*\)", "", whole)
    inside = re.findall(r"\(([^)]*)\)", whole)
    return [whole, bare, *inside]


def _unexplained(reading: Reading, definitions: Definitions, near: Near) -> Ask:
    word = next((u for u in reading.unknown if near(u)), reading.unknown[0])
    options = [
        Option(label, _with(reading, word, target, definitions)) for label, target in near(word)[: MOST - 1]
    ]
    similar = bool(options)
    if reading.metrics or reading.by or reading.filters:
        left = words.listed([f"'{u}'" for u in reading.unknown])
        rest = replace(reading, unknown=[])
        options.append(Option(f"Leave out {left}{what_is_left(rest, definitions)}", rest))
    if (whose := re.fullmatch(r"(?:my|our) (\w+)", word.lower())) and not similar:
        noun = next((d.plural for d in definitions.dimensions.values() if d.name == whose[1]), "")
        said = f" {noun.capitalize()} are known by their number." if noun else ""
        return Ask(f"Which one is '{word}'?{said}", tuple(options))
    known = " Did you mean one of these?" if similar else ""
    named = words.listed([f"'{u}'" for u in reading.unknown], "or")
    return Ask(f"I do not know what {named} stands for in this shop's data.{known}", tuple(options))


def what_is_left(reading: Reading, definitions: Definitions) -> str:
    """What would be answered then: ', and show sales by month'; empty where that is open."""
    if not (reading.metrics and not reading.refers_back):
        return ""
    named = [definitions.metrics[m].label.lower() for m in reading.metrics if m in definitions.metrics]
    by = [definitions.dimensions[b].label.lower() for b in reading.by if b in definitions.dimensions]
    text = words.listed(named) + (f" by {words.listed(by)}" if by else "")
    text += phrase(reading.filters, definitions) if all(f.op == "in" for f in reading.filters) else ""
    return f" and show {text}" if named else ""


def _several(reading: Reading, choice: Choice, definitions: Definitions) -> Ask:
    options = []
    for label, target in list(zip(labelled(choice, definitions), choice.options, strict=True))[:MOST]:
        others = [o for o in choice.options if o != target]
        cleared = replace(
            reading,
            choices=[c for c in reading.choices if c is not choice],
            filters=[f for f in reading.filters if f not in others],
            metrics=[m for m in reading.metrics if m not in others],
            by=[b for b in reading.by if b not in others],
        )
        options.append(Option(label, _linked(cleared, target, definitions)))
    return Ask(f"'{choice.words}' can mean more than one thing here. Which do you mean?", tuple(options))


def _with(reading: Reading, word: str, target: Filter | str, definitions: Definitions) -> Reading:
    known = replace(reading, unknown=[u for u in reading.unknown if u != word])
    return _linked(known, target, definitions)


def _linked(reading: Reading, target: Filter | Period | str, definitions: Definitions) -> Reading:
    """The reading with one more thing linked."""
    if isinstance(target, Period):
        return replace(reading, period=target)
    if isinstance(target, Filter):
        kept = [f for f in reading.filters if f != target]
        return replace(reading, filters=[*kept, target])
    if target in definitions.metrics:
        return replace(reading, metrics=list(dict.fromkeys([*reading.metrics, target])))
    return replace(reading, by=list(dict.fromkeys([*reading.by, target])))

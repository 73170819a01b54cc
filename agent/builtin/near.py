"""Names the shop knows that look like a word it does not, and questions that it surely can answer."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from agent.builtin.clarify import Near
from agent.builtin.write import words
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, Period
from tools.warehouse.values import DimensionValue

LIKE = 60
"""How alike (of 100) a name must be to be looked at."""
CLOSE = 85
"""How alike several words must be to a name that does not hold them."""
SPELLED = 76
"""The same for one word, which one wrong letter changes by more: it must begin alike and be as long."""
MOST = 4


def nearest(definitions: Definitions, values: Sequence[DimensionValue]) -> Near:
    """The look-up of similar names: metrics, dimensions and values, each under all of its names."""
    names: list[str] = []
    stands_for: list[tuple[str, Filter | str]] = []

    def add(said: Sequence[str], label: str, target: Filter | str) -> None:
        names.extend(said)
        stands_for.extend([(label, target)] * len(said))

    for metric in definitions.metrics.values():
        add([metric.label, *metric.synonyms], metric.label, metric.name)
    for dimension in definitions.dimensions.values():
        add([dimension.label, *dimension.synonyms], f"By {dimension.label.lower()}", dimension.name)
    for v in values:
        noun = definitions.dimensions[v.dimension].label.lower()
        label = f"{words.readable(v.value)} ({noun})"
        add([str(v.value), *v.aliases], label, Filter(dimension=v.dimension, values=[v.value]))

    def look_up(word: str) -> list[tuple[str, Filter | str]]:
        hits = process.extract(
            word, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=LIKE, limit=12
        )
        found: dict[str, tuple[str, Filter | str]] = {}
        for name, _, place in hits:
            if meant(word, name):
                found.setdefault(stands_for[place][0], stands_for[place])
        return list(found.values())[:MOST]

    return look_up


def meant(word: str, name: str) -> bool:
    """Whether a name holds the very word, or the word is the name with a slip of the keyboard in it."""
    said, known = utils.default_process(word).strip(), utils.default_process(name).strip()
    if len(said) < 3:
        return said == known
    bare = said.removesuffix("s")
    parts = known.split()
    if bare and bare in (p.removesuffix("s") for p in parts):
        return True
    if " " in said:
        return said in known or fuzz.ratio(said, known) >= CLOSE
    return any(
        said[:1] == p[:1] and abs(len(said) - len(p)) <= 1 and fuzz.ratio(said, p) >= SPELLED
        for p in (known, *parts)
    )


def starters(values: Sequence[DimensionValue], covers: Period) -> tuple[str, ...]:
    """Three questions in the shop's own words: its last whole month and its largest department."""
    month = f"{covers.end:%B}"
    departments = [v for v in values if v.dimension == "department"]
    largest = max(departments, key=lambda v: v.weight, default=None)
    name = words.readable(largest.value) if largest else "each department"
    return (
        f"What were sales in {month}?",
        "Which departments sell most?",
        f"How did {name} sales develop by month?",
    )

"""What is not answered: what the shop does not record, what this version cannot do, what it will not do."""

import re
from dataclasses import dataclass

from agent.builtin.write import words
from agent.builtin.write.restriction import phrase
from agent.reading.result import Reading, Span
from knowledge.metrics import Absent, Definitions
from tools.warehouse.request import MetricRequest, Period

APART = re.compile(r"\b(and|or|then|also|plus|but|as well as)\b|[,;:.&+/]", re.I)

AHEAD = re.compile(
    r"\b(forecast\w*|predict\w*|project\w*|expect\w*|will|going to|gonna|estimat\w*|outlook|future|next|"
    r"upcoming|coming)\b", re.IGNORECASE,
)  # fmt: skip

NEWCOMERS = re.compile(r"\b(new|first[- ]time|acquired|returning|repeat)\b", re.IGNORECASE)

NOT_YET = {
    "forecast": "I cannot forecast in this version; I report what the data holds, up to its last day.",
    "why": "I cannot establish causes in this version; I can only show where a change took place.",
    "recommend": "I cannot recommend what to do in this version: I can show how a figure moved and what is "
    "behind it.",
    "segment": "I cannot build customer segments in this version; I can split customers by what is recorded "
    "about them, such as age, income or household type.",
    "churn": "I cannot predict who will leave in this version; I can show how the number of active "
    "customers moved.",
    "plan": "I cannot draft campaign plans in this version; I can report how past campaigns were received.",
    "basket": "I cannot find what is bought together in this version; I can rank products, product "
    "types and categories.",
    "elasticity": "I cannot estimate how demand reacts to prices in this version; I can show price per "
    "unit and units over time.",
    "statistic": "I do not compute such statistics in this version; I can give figures by group and time.",
    "off_topic": "I only answer questions about this shop's data.",
}
ADVICE = "What to do about it I cannot say in this version: {next}."
"""What closes an answer that gives the figures of a question which also asks for advice."""
FORM = {"export": "I cannot write files in this version; the table of each answer can be read and copied."}
"""What concerns the form of an answer and not its content: the answer is given all the same."""
WILL_NOT = {
    "personal_data": "I do not give out data about single people; I can report on groups of customers.",
    "change_data": "I cannot change anything: I only read the shop's data.",
    "read_files": "I cannot open files or addresses; I only read the shop's data.",
    "reveal_prompt": "I do not show my instructions or settings; I can explain how any figure is computed.",
    "show_sql": "The query behind each figure stands in the evidence under its answer.",
}


@dataclass(frozen=True)
class Declined:
    """The sentences to say, and whether the rest of the question can still be answered as it was meant."""

    said: list[str]
    goes_on: bool
    refused: bool = False
    advice: bool = False
    """Whether all that it does not give is advice: figures that it gives come first then."""


def advised(request: MetricRequest | None) -> str:
    """That no advice is given, and the nearest step: what to look at before deciding."""
    if request is not None and request.customers:
        return ADVICE.format(next="a next step is to see who these households are and what they buy")
    return ADVICE.format(next="a next step is to see in which departments, stores or weeks it shows most")


def declined(reading: Reading, definitions: Definitions, covers: Period) -> Declined | None:
    """What of the question is declined, or None. `covers` says which days the data holds."""
    said: list[str] = []
    goes_on = True
    refused = False
    after = reading.outside is not None and reading.outside.start > covers.end
    # A year after the data is no wish for a forecast, unless the question says so by another word.
    late = after and not AHEAD.search(reading.question)
    ahead = any(name == "forecast" for name, _ in reading.capability) and not late
    for topic, asked in reading.absent:
        if reading.outside is not None and asked == reading.outside.label:
            continue
        asked = re.sub(r"^(?:vs\.?|versus|on|by|against) ", "", asked)
        said.append(missing(asked, _absent(topic, definitions), _about(reading, definitions)))
        if topic == "other years":
            said[-1] += f" {_span(covers)}"
        goes_on &= _apart(reading, "absent", topic)
    for name, asked in reading.capability:
        if name == "forecast" and late:
            continue
        sentence = WILL_NOT.get(name) or NOT_YET.get(name) or FORM.get(name)
        if name == "segment" and NEWCOMERS.search(asked):
            sentence = f"I can't tell new customers from earlier ones: {_begins(covers)}"
        if sentence and sentence not in said:
            said.append(sentence)
            refused |= name in WILL_NOT
            goes_on &= name in FORM or _apart(reading, "capability", name)
    if reading.outside is not None and not ahead:
        span = reading.outside.label or words.days(reading.outside.start, reading.outside.end)
        if late:
            last = words.date(covers.end.isoformat())
            said.append(f"I can't answer for {span}: the data end on {last}.")
            return Declined(said, False, refused)
        said.append(f"I can't answer for {span}. {_span(covers)} Any time in it can be asked for.")
        goes_on = False
    if reading.absent and any(s.kind == "compare" for s in reading.spans):
        # Half of a comparison is not an answer to it.
        goes_on = False
    return Declined(said, goes_on, refused, said == [NOT_YET["recommend"]]) if said else None


def missing(asked: str, absent: Absent | None, about: str = "") -> str:
    """The plain no first, then what comes nearest, and what would make it possible.

    `about` are the words for the part of the shop that was asked about, ' on Cheese'.
    """
    if absent is None:
        return f"I can't tell you about {asked}{about}: it is not recorded."
    parts = [f"I can't tell you about {asked}{about}: {absent.reason[0].lower()}{absent.reason[1:]}"]
    if absent.nearest:
        parts.append(f"Nearest: {absent.nearest[0].lower()}{absent.nearest[1:]}")
    if absent.needs and absent.needs.startswith("This shop"):
        parts.append(absent.needs)
    elif absent.needs:
        parts.append(f"To make it possible: {absent.needs[0].lower()}{absent.needs[1:]}")
    return " ".join(words.sentence(p) for p in parts)


def _begins(covers: Period) -> str:
    first = words.date(covers.start.isoformat())
    return f"the data begin on {first}, and who shopped before that is not in them."


def _span(covers: Period) -> str:
    first, last = words.date(covers.start.isoformat()), words.date(covers.end.isoformat())
    return f"The data run from {first} to {last}."


def _about(reading: Reading, definitions: Definitions) -> str:
    """The goods or place that was asked about; nothing where the words set one thing against another."""
    if reading.choices or any(s.kind == "compare" for s in reading.spans):
        return ""
    return phrase(reading.filters, definitions, of="on", to="for")


def _absent(topic: str, definitions: Definitions) -> Absent | None:
    return next((a for a in definitions.absent if a.topic == topic), None)


def _apart(reading: Reading, kind: str, target: str) -> bool:
    """Whether the declined words stand apart from what is asked, as in 'sales and margin'.

    In 'online sales' they restrict it, and the figure without them would answer another question.
    """
    asked = [s for s in reading.spans if s.kind in ("metric", "dimension", "value", "period")]
    spans = [s for s in reading.spans if s.kind == kind and s.target in (target, "")]
    metrics = [s for s in asked if s.kind == "metric"]
    if not spans or not (metrics or asked):
        return False
    return all(any(_parted(reading.question, s, m) for m in metrics or asked) for s in spans)


def _parted(question: str, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda s: s.start)
    return bool(APART.search(question[first.end : second.start]))

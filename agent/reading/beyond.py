"""What a question asks for that figures do not answer: data that are absent, and capabilities."""

import re
from typing import Any

from agent.reading.cause import asks_cause
from agent.reading.context import Sentence
from agent.reading.phrases import capabilities_of
from agent.reading.result import Reading
from agent.reading.timing import Timed

_ARITHMETIC = re.compile(r"\d[\d.,]*\s*(?:[-+*/x×÷^]\s*\d[\d.,]*|(?:%|percent|pct) of \d[\d.,]*)")
_POLITE = ("greeting", "thanks", "insult", "help", "off_topic", "what_data")


def tell_absences(s: Sentence, r: Reading, timed: Timed) -> None:
    """Adds the topics and the times that the data lack."""
    for link in s.links:
        if link.kind == "absent" and all(topic != link.target for topic, _ in r.absent):
            r.absent.append((link.target, s.words(link)))
            r.capability += [(name, s.words(link)) for name in capabilities_of(link.data)]
    if timed.outside is not None:
        topic = next((t.name for t in s.lexicon.terms.get(("last", "year"), ()) if t.kind == "absent"), None)
        if topic and all(t != topic for t, _ in r.absent):
            r.absent.append((topic, timed.outside.label))
        if timed.future:
            r.capability.append(("forecast", timed.outside.label))


def tell_capabilities(s: Sentence, r: Reading, timed: Timed, definitions: Any) -> None:
    """Adds what is asked for besides figures: arithmetic, causes, help, politeness."""
    about_figures = bool(r.metrics or r.by or r.filters or r.having or r.absent)
    spreads = any(x.target.startswith("spread:") for x in s.links)
    if not about_figures and not spreads and (sum_ := _ARITHMETIC.search(r.question)):
        r.capability.append(("arithmetic", sum_.group().strip()))
    for link in s.links:
        if link.kind != "capability" or (link.target in _POLITE and about_figures):
            continue
        if all(name != link.target for name, _ in r.capability):
            r.capability.append((link.target, link.data if isinstance(link.data, str) else s.words(link)))
    if (verb := asks_cause(s, definitions)) and all(name != "why" for name, _ in r.capability):
        r.capability.append(("why", verb))
    if r.customers:
        r.capability = [
            c for c in r.capability if c[0] != "basket"
        ]  # "how many beer buyers also bought wine"
    if r.absent:
        r.capability = [c for c in r.capability if c[0] != "off_topic"]

"""'Which day': one on the calendar where a short time or a condition is named, else one of the week."""

import datetime as dt
from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.days import When

_SHORT = dt.timedelta(days=31)


def which_day(s: Sentence) -> None:
    """Takes 'which day in october', 'which days had over 600 orders' for dates: weekdays come four times and
    more in a month, so that no single one is meant."""
    spans = [x.data for x in s.links if x.kind == "period" and isinstance(x.data, When)]
    short = any(w.end - w.start < _SHORT for w in spans)
    held = any(x.kind == "condition" for x in s.links)
    for place, link in enumerate(s.links):
        words = s.words(link)
        meant = words in ("which day", "which days") and (held or (short and words == "which day"))
        if link.target == "weekday" and meant:
            s.links[place] = replace(link, target="date", data=None)

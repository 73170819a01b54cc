"""A campaign named as a time: 'while campaign 13 was running', 'in the weeks of campaign 8'."""

import datetime as dt
import re
from collections.abc import Mapping

from agent.reading.days import day_label, span_label

_ID = r"(?:the )?campaigns? (?:#|no\.? |number )?(?P<id>\d+)"
_RUN = r"(?:running|live|on|active|going on|going|in market|in flight|out|underway)"
_SPAN = r"(?:weeks?|days?|dates|time|period|run|duration|course|flight|months?)"
_MORE = (
    r"(?:(?:vs\.?|versus|than|compared (?:to|with)) (?:(?:during|in|while) )?(?:campaign )?#?\d+\b(?! ?%)|"
    r"(?:,|and|or) (?:(?:during|in|while) )?campaign #?\d+\b)"
)
_DURING = re.compile(
    rf"\b(?:(?:while|whilst|when|as long as) {_ID} (?:was |is )?(?:still )?(?:{_RUN}|ran|runs)|"
    rf"(?:during|throughout) (?:the {_SPAN} (?:of|that|when) )?{_ID.replace('id', 'id2')}"
    rf"(?:(?:'?s|s') {_SPAN}| {_SPAN}| ran)?|"
    rf"(?:in|over|for|across) the {_SPAN} (?:of|that|when|where|in which) {_ID.replace('id', 'id3')}"
    rf"(?: (?:was |is )?(?:{_RUN}|ran))?)(?P<more>(?: ?{_MORE})*)",
    re.IGNORECASE,
)  # fmt: skip
_OF_CAMPAIGN = re.compile(r"\b(?:redeem|redempt|respon|coupon|offer|mailings?\b|uptake)", re.IGNORECASE)
"""Figures that are a campaign's own: its redemptions are those of its coupons, whenever it ran."""
_IT = re.compile(
    r"\b(?P<verb>got|get|gets|getting|received?|mailed|sent|targeted by|reached by) it\b", re.IGNORECASE
)


def in_days(question: str, campaigns: Mapping[int, tuple[dt.date, dt.date]]) -> tuple[str, list[str]]:
    """The question with the days that a campaign ran in place of the campaign, and what is to be said of it.

    'It' behind the verb of a mailing, which stood for the campaign, names it then.
    """
    found = _DURING.search(question)
    if found is None or _OF_CAMPAIGN.search(question):
        return question, []
    first = int(found["id"] or found["id2"] or found["id3"])
    others = [int(n) for n in re.findall(r"\d+", found["more"])]
    if any(number not in campaigns for number in (first, *others)):
        return question, []

    def days(number: int) -> str:
        start, end = campaigns[number]
        return f"from {day_label(start)} to {day_label(end)}"

    more = re.sub(r"(?:(?:during|in|while) )?(?:campaign )?#?(\d+)", lambda m: days(int(m[1])), found["more"])
    ahead, behind = question[: found.start()], question[found.end() :]
    if not others:
        ahead, behind = (_IT.sub(rf"\g<verb> campaign {first}", text) for text in (ahead, behind))
    notes = [f"Campaign {n} ran {span_label(*campaigns[n])}." for n in (first, *others)]
    return f"{ahead}{days(first)}{more}{behind}", notes

"""What part of the shop and which days a figure is about, in words."""

import calendar
import re

from agent.builtin.write import words
from agent.builtin.write.deeds import OPERATORS, chosen
from agent.builtin.write.restriction import is_people, phrase
from agent.builtin.write.view import View
from tools.choice_words import alternatives, basket
from tools.warehouse.request import Filter, Having

FREE = ("since", "before", "between", "from", "after", "until", "up to", "on ")
"""Beginnings of a period's label that need no preposition before them."""


def where(view: View, conditions: bool = True) -> str:
    """The filters as they follow a noun: ' of Grocery in store 367 without fuel'; empty without any.

    A filter on what the rows are grouped by is left out: the rows show it, or the notes say it.
    """
    if view.request is None:
        return ""
    shown = [f for f in view.request.filters if f.dimension not in view.request.by]
    first = view.metrics[0] if view.metrics else None
    metric = view.definitions.metrics.get(first.get("metric", first["name"])) if first else None
    summed = metric is not None and metric.ratio is None and (metric.unit == "usd" or metric.name == "units")
    of, to = ("of", "to") if summed else ("for", "from")
    text = phrase(shown, view.definitions, of, to) + _whom(view, shown, to)
    if view.request.any_of:
        text += f" {of} {alternatives(view.request.any_of, view.definitions)}"
    if view.request.baskets:
        held = orders_with(view)
        text += f" {held.removeprefix('orders ')}" if metric and metric.name == "orders" else f" in {held}"
    return text + _conditions(view) if conditions else text


def orders_with(view: View) -> str:
    """Which orders the request chose by what they hold: 'orders with Beef and without Pork'."""
    first, *others = [basket(b, view.definitions) for b in view.request.baskets] if view.request else [""]
    return words.listed([first, *(other.removeprefix("orders ") for other in others)])


def _whom(view: View, shown: list[Filter], to: str) -> str:
    """Whose purchases count, where the request chose households by what they did."""
    if view.request is None or not view.request.customers:
        return ""
    if view.introduced:
        return "" if view.of_people else f" {to} these households"
    who = chosen(view.request.customers, view.definitions, view.request.period)
    named = any(is_people(f, view.definitions) for f in shown)
    return f" {who.removeprefix('households ')}" if named else f" {to} {who}"


def when(view: View) -> str:
    """The period as it follows a verb: ' in March 2017'; all days there are when the request names none."""
    request = view.request
    if request is not None and request.period is not None:
        label = request.period.label
        days = words.days(request.period.start, request.period.end)
        said = said_of(label or days)
        # Of a season or feast that is called by its name the days are not known to all.
        return f"{said} ({days})" if label and not re.search(r"\d", said) else said
    if view.covers is None or request is None or not view.timed:
        return ""
    return said_of(words.days(view.covers.start, view.covers.end))


def said_of(label: str) -> str:
    """A period's label with the preposition it takes; what stands in brackets is left to the notes."""
    label = re.sub(r"\s*\([^)]*\)", "", label)
    season = re.fullmatch(r"([A-Za-z][a-z ]+) \d{4}", label)
    if season and season[1].split()[0].capitalize() not in calendar.month_name:
        # 'summer 2017' is not all of 2017; a season needs no year where the data hold one of it.
        label = season[1]
    lowered = label.lower()
    if lowered.startswith(FREE):
        return f" {label}"
    if lowered.startswith(("last ", "first ", "past ")) and any(c.isdigit() for c in label):
        return f" in the {label[0].lower()}{label[1:]}"
    if lowered.startswith("the "):
        return f" in {label}"
    if " to " in lowered or " - " in lowered:
        return f" from {label}"
    if "," in label or re.fullmatch(r"\d{1,2} [a-z]+( \d{4})?", lowered):
        return f" on {label}"
    return f" in {label}"


def _conditions(view: View) -> str:
    """The conditions on groups: ' with at least 3 orders'."""
    having = view.request.having if view.request else []
    said = [condition(h, view) for h in having if h.metric in view.definitions.metrics]
    return f" with {words.listed(said)}" if said else ""


def condition(h: Having, view: View) -> str:
    """A condition on groups in words: 'at least 3 orders', 'sales of more than $10,000'."""
    metric = view.definitions.metrics.get(h.metric)
    unit = metric.unit if metric else "count"
    label = metric.label.lower() if metric else h.metric
    value = words.figure(h.value, unit)
    if unit == "count":
        return f"{OPERATORS[h.op]} {value} {label}"
    return f"{label} of {OPERATORS[h.op]} {value}"

"""Conditions that set groups against all of them: above the mean, more than a part of the whole."""

from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence, things_counted
from agent.reading.links import Link
from agent.reading.result import Reading
from tools.warehouse.request import Having


def above_mean(r: Reading, metric: str, asked: Asked) -> None:
    """'Stores above average': the mean of all of them is 100, and it is shown."""
    r.having.append(Having(metric=f"{metric}_index", op=asked.op, value=asked.value))
    r.metrics = list(dict.fromkeys([*r.metrics, metric]))
    r.add = list(dict.fromkeys([*r.add, "index"]))


def part_beside(s: Sentence, link: Link) -> str:
    """The part in 'where produce is over 10% of sales' and 'where over 10% of sales are produce'."""
    at = s.links.index(link)
    ahead = [x for x in s.links[max(0, at - 3) : at] if x.kind == "value"]
    if ahead:
        return ahead[-1].target.split("=")[0]
    behind = s.links[at + 1 : at + 7]
    metric = next((p for p, x in enumerate(behind) if x.kind == "metric"), len(behind))
    return next((x.target.split("=")[0] for x in behind[metric:] if x.kind == "value"), "")


def of_whole(s: Sentence, r: Reading, link: Link, metric: str, definitions: Any) -> bool:
    """Whether a percentage is a part of the whole: 'categories with over 5% of sales', 'a share above 3%'."""
    at = s.links.index(link)
    near = {w for x in s.links[at + 1 : at + 2] for w in s.words(x).split()}
    near |= {w for x in s.links[max(0, at - 3) : at] for w in s.words(x).split()}
    near |= set(s.words(link).split()[-1:])  # "more than a quarter of"
    told = bool(near & {"of", "share"}) or any(x.target == "share" for x in s.links)
    known = definitions.metrics.get(metric)
    whole = known is None or (known.ratio is None and known.unit != "percent")
    groups = r.by or r.count_of or set(r.metrics) & set(things_counted(definitions))
    return told and whole and not r.compare and bool(groups)

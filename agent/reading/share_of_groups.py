"""What groups that meet a condition make together: 'the share of sales of stores with over 900 orders'."""

from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence
from agent.reading.result import Reading

LEAD = "together"
_GROUPS = {"store", "product", "category", "product_type", "department", "manufacturer", "campaign"}
_COUNTS = {"stores_trading": "store", "products_sold": "product", "categories_bought": "category"}


def whole_of_groups(s: Sentence) -> str:
    """The figure whose share is asked of groups that meet a condition; empty where it is none, as in 'what
    share of stores have over 900 orders'."""
    if not any(x.kind == "condition" and isinstance(x.data, Asked) for x in s.links):
        return ""
    place = next((p for p, x in enumerate(s.links) if x.target == "share"), None)
    following = s.following(place) if place is not None else None
    while following is not None and following.kind == "function":
        following = s.following(s.links.index(following))
    named = following is not None and following.kind == "metric" and following.target not in s.counts
    return following.target if following is not None and named else ""


def share_of_groups(s: Sentence, r: Reading, definitions: Any) -> None:
    """Lists the groups that meet the condition with their shares, for their number and sum to be told."""
    whole = whole_of_groups(s)
    said = [r.count_of or "", *r.by, *(_COUNTS.get(x.target, x.target) for x in s.links)]
    group = next((name for name in said if name in _GROUPS), "")
    if not (whole and group and r.having) or r.rank or r.compare or r.tool or set(r.by) - {group}:
        return
    if r.customers or r.baskets or not definitions.additive(whole, [group]):
        return
    r.metrics, r.by, r.count_of, r.share = [whole], [group], None, True
    r.refers_back, r.refers_to, r.leads, r.shape = False, "", [LEAD], "share"

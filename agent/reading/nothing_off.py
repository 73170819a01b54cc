"""Orders without a coupon or a discount: 'baskets with no coupon', 'orders with neither deal nor coupon'."""

from agent.reading.context import Sentence
from tools.warehouse.request import Basket, Having

_ORDERS = {"basket", "order", "trip", "receipt", "transaction", "ticket", "visit", "cart", "checkout"}
_COUPON = {"coupon", "coupons", "offer", "voucher", "vouchers"}
_DISCOUNT = {"discount", "discounts", "deal", "deals", "promotion", "promotions", "markdown", "markdowns",
    "on deal", "discounted", "savings", "price cut"}  # fmt: skip
_BETWEEN = {"that", "which", "had", "have", "has", "with", "where", "using", "use", "used", "any", "a", "an",
    "the", "did", "of", "at", "all", "in", "them", "or", "nor", "and", "single", "kind", "on", "got",
    "nothing", "anything"}  # fmt: skip
_NOTHING = {"nothing", "none", "neither", "nor", "w/o"}


def nothing_off(s: Sentence) -> list[Basket]:
    """The orders from whose price nothing was taken off, their words told; [] where none are spoken of."""
    for place, link in enumerate(s.links):
        if link.kind not in ("metric", "dimension") or s.tokens[link.after - 1].stem not in _ORDERS:
            continue
        denied, off, last = False, set[str](), place
        for at in range(place + 1, len(s.links)):
            words = s.words(s.links[at])
            if s.links[at].kind == "negation" or words in _NOTHING:
                denied = True
            elif denied and words in _COUPON | _DISCOUNT:
                off.add("coupon_discount" if words in _COUPON else "total_discount")
                last = at
            elif not (set(words.split()) <= _BETWEEN or s.links[at].kind == "condition"):
                break
        if not off:
            continue
        for at in range(place + 1, last + 1):
            if s.links[at].kind != "condition":
                s.tell(at)
        others = [x for p, x in enumerate(s.links) if x.kind == "metric" and p != place]
        ahead = s.before(place)
        counted = ahead is not None and (ahead.target == "how_many" or ahead.kind in ("share", "rank"))
        if link.target in s.singles and not counted and any(x.target != "weak_metric" for x in others):
            s.tell(place)  # "average basket of orders without a coupon"
        metric = "total_discount" if "total_discount" in off else "coupon_discount"
        return [Basket(having=[Having(metric=metric, op=">", value=0)], negate=True)]
    return []

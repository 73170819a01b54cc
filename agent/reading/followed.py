"""Whether a question leans on the one before it, takes something back, or lifts an earlier filter."""

from agent.reading.context import Sentence
from agent.reading.english import phrases
from agent.reading.pointing import nth
from agent.reading.ratios import only_weak
from agent.reading.restricted import Restricted
from agent.reading.result import Reading
from agent.reading.tokens import phrase_key
from tools.warehouse.request import MetricRequest

_JOINS = {"and", "but", "or", "plus"}
_GOES_ON = {"now", "so", "then", "ok", "okay", "only", "just", "right", "alright"}
_WHOLE = (
    "the total",
    "full year",
    "whole year",
    "entire year",
    "all year",
    "overall",
    "in total",
    "altogether",
    "all in all",
)
_UNDO = {"remove", "undo", "drop", "clear", "lift", "forget", "delete", "cancel"}
_THAT = {"that", "it", "this", "the", "last", "filter", "again", "one", "restriction", "please", "pls"}
_STEPS = {"date", "week", "month", "quarter", "year"}
_ADDS = {"too", "also", "as well"}
_SHOP = {"we", "our", "us", "overall", "shop", "everything", "altogether", "generally", "all"}
_SHOP_WIDE = _SHOP | {"total", "whole", "shop", "chain", "company", "there", "year", "data"}
_LEVELS = ("department", "category", "product_type", "product")


def follow_up(
    s: Sentence, r: Reading, restricted: Restricted, lifted: list[str], previous: MetricRequest | None
) -> None:
    """Fills in `refers_back`, `replaces` and `drops` of a reading whose own parts are known."""
    if s.asks_number and not r.metrics and any(f.dimension in s.people for f in r.filters):
        r.metrics = ["customers"]  # "and how many renters are there"
    people = previous is not None and any(
        d in s.people for d in (*previous.by, *(f.dimension for f in previous.filters))
    )
    if s.asks_number and not r.metrics and s.refers_to == "set" and people:
        r.metrics = ["customers"]  # "how many of them are there"
    dropped = _left_figures(s)
    r.metrics = [m for m in r.metrics if m not in dropped]
    r.compare = None if dropped else r.compare
    targets = {x.target for x in s.links if x.kind == "follow_up"}
    fragment = not r.metrics and not r.capability and not r.count_of
    opens = s.words(s.links[0]) if s.links else ""
    r.refers_to, r.refers_nth = s.refers_to, nth(s)
    r.replaces = (
        r.replaces
        or "replaces" in targets
        or (opens == "no" and s.links[0].kind != "value" and len(s.links) > 1)
    )
    if previous is not None and previous.filters and _undoes(s):
        lifted, r.refers_to = [previous.filters[-1].dimension], ""
    if "lift_everything" in targets:
        lifted = [f.dimension for f in previous.filters] if previous else ["*"]
    r.drops = list(dict.fromkeys([*_meant(s, lifted, previous), *restricted.included, *dropped]))
    if previous is not None:
        _everyone_again(s, r, previous)
        _undo(s, r, previous)
        r.drops += _whole_again(s, r, previous)
    if r.replaces:
        _forget_number(s)
        _forget_negated(r)
    something = (
        r.by or r.filters or r.period or r.rank or r.compare or r.share or r.having or r.drops or r.outside
    )
    in_percent = any(x.target == "share" for x in s.links)
    change = any(x.target == "change" for x in s.links) and not something
    if change and fragment and previous is not None and previous.period and not previous.compare:
        r.compare, r.by = "previous_period", []
    leans = ("leaning" in targets or in_percent or change) and fragment and previous is not None
    r.refers_back = bool(
        r.refers_to or "follow_up" in targets or opens in _JOINS or leans or r.replaces or lifted
        or (previous and fragment and something)
        or (previous and not r.capability and _continues(s, r, opens))
    )  # fmt: skip
    if "fresh" in targets:
        r.refers_back, r.refers_to = False, ""


def _left_figures(s: Sentence) -> list[str]:
    """'Without the sales' after sales and units leaves the units."""
    taken = [p for p, x in enumerate(s.links) if x.kind == "negation" or s.words(x) in _UNDO]
    behind = [s.following(p) for p in taken]
    return [x.target for x in behind if x is not None and s.showed(x.target)]


def _everyone_again(s: Sentence, r: Reading, previous: MetricRequest) -> None:
    """'All households again' after those with kids lifts what was said of whom, and counts nobody."""
    chosen = [f.dimension for f in previous.filters if f.dimension in s.people]
    words = [t.norm for t in s.tokens if t.kind == "word"]
    noun = [p for p, x in enumerate(s.links) if x.target in ("customers", "customer") and p]
    everyone = bool(set(words) & {"everyone", "everybody"}) or any(
        s.words(s.links[p - 1]) in ("all", "every", "all the") for p in noun
    )
    rest = r.filters or r.by or r.customers or s.asks_number or set(r.metrics) - {"customers"}
    if not everyone or rest or not (chosen or previous.customers) or {"else", "other"} & set(words):
        return
    r.metrics, r.refers_to, r.replaces = [], "", True
    r.drops += [*chosen, "customer"]


def _continues(s: Sentence, r: Reading, opens: str) -> bool:
    """Whether a question that names a figure still needs the one before: 'orders too', 'now by visits'."""
    words = [s.words(x) for x in s.links]
    scoped = r.by or r.filters or r.period or r.rank or r.having or r.share or r.compare
    plain = [t.norm for t in s.tokens if t.kind == "word"]
    short = len(plain) <= 3 or (len(plain) <= 5 and not _SHOP_WIDE & set(plain))
    by_figure = opens in ("by", "per", "on", "in terms of") or (
        opens in _GOES_ON and not (r.filters or r.period or r.compare)
    )
    asks_which = only_weak(s) and (r.rank or r.by) and not (_elsewhere(s, r) or r.share)
    only_condition = bool(r.having) and not any(x.kind in ("metric", "dimension", "value") for x in s.links)
    return (
        bool(_ADDS & set(words))
        or (short and bool(r.metrics) and not scoped)
        or opens in ("sort", "sorted", "rank")
        or by_figure
        or only_condition
        or bool(asks_which)
    )


def _elsewhere(s: Sentence, r: Reading) -> bool:
    """Whether 'which store sold the most' says itself of what, when or whom, or means the whole shop."""
    scoped = (
        r.filters or r.period or r.customers or r.baskets or r.any_of or r.having or r.compare or r.count_of
    )
    whole = {t.norm for t in s.tokens} & _SHOP
    before = {f.dimension for f in s.previous.filters} if s.previous else set()
    finer = bool(before & set(_LEVELS) and set(r.by) & set(_LEVELS))
    return bool(scoped or whole or finer)


def _meant(s: Sentence, lifted: list[str], previous: MetricRequest | None) -> list[str]:
    """The dimensions of earlier filters that are to go: 'the kids filter' may stand on household types."""
    if previous is None:
        return lifted
    earlier = {f.dimension for f in previous.filters}
    found = []
    for name in lifted:
        words = {stem for x in s.links if x.target == name for stem in _stems(s, x.first, x.after)}
        near = [d for d in earlier if words & s.lexicon.dimension_words.get(d, frozenset())]
        found += [name] if name in earlier or not near else near
    return found


def _undoes(s: Sentence) -> bool:
    """'Remove that', 'undo the filter': the last filter goes."""
    words = [t.norm for t in s.tokens if t.kind == "word"]
    return bool(words) and words[0] in _UNDO and set(words[1:]) <= _THAT and len(words) > 1


def _whole_again(s: Sentence, r: Reading, previous: MetricRequest) -> list[str]:
    """'For the full year', 'in total' after a list by month: the steps are no longer wanted."""
    words = " ".join(t.norm for t in s.tokens)
    if r.by or r.rank or not any(phrase in words for phrase in _WHOLE):
        return []
    named = r.metrics or r.filters or r.period or r.compare
    return [b for b in previous.by if b in _STEPS or not named]


def _stems(s: Sentence, first: int, after: int) -> list[str]:
    return [t.stem for t in s.tokens[first:after]]


def _forget_number(s: Sentence) -> None:
    """In 'top 5 instead of 10' the ten is what was asked before."""
    for place, link in enumerate(s.links):
        number = link.kind == "unknown" and s.tokens[link.first].kind == "number"
        if number and place and s.words(s.links[place - 1]) in ("of", "than"):
            s.links[place] = type(link)(link.first, link.after, "function")


def _forget_negated(r: Reading) -> None:
    """'Not 65+, I meant 25-34': what is not meant is no filter beside what is."""
    meant = {f.dimension for f in r.filters if f.op == "in"}
    r.filters = [f for f in r.filters if not (f.op == "not_in" and f.dimension in meant)]


def _undo(s: Sentence, r: Reading, previous: MetricRequest) -> None:
    """'with fuel again' after 'without fuel' lifts that filter instead of adding one."""
    words = {w for x in s.links for w in s.words(x).split()}
    again = words & {"again", "back"}
    for mine in list(r.filters):
        opposite = [f for f in previous.filters if f.dimension == mine.dimension and f.op == "not_in"]
        if mine.op == "in" and opposite and set(mine.values) <= set(opposite[0].values):
            before = {s.words(x) for x in s.links if x.kind == "function"}
            said = any(phrase_key(p) == tuple(w.split()) for p in phrases()["include_again"] for w in before)
            if (again or said) and "only" not in words:
                r.filters.remove(mine)
                r.drops.append(mine.dimension)

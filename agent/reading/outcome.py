"""Puts together what a question's links come to: the Reading."""

from typing import Any

from agent.reading.against_rest import against_rest
from agent.reading.audience import figures_of_campaigns
from agent.reading.averages import averaged
from agent.reading.baskets import bought_together, without_goods
from agent.reading.beyond import tell_absences, tell_capabilities
from agent.reading.campaigns import campaign_itself
from agent.reading.candidate import candidate
from agent.reading.carried import carry
from agent.reading.context import Sentence
from agent.reading.explained import explained
from agent.reading.followed import follow_up
from agent.reading.goods import list_of_kind, rank_goods, rank_of_ratio, rank_without_none
from agent.reading.groups import hold
from agent.reading.hours_apart import hours_apart
from agent.reading.in_total import taken_together
from agent.reading.lifecycle import LOOK_BACK
from agent.reading.links import Link
from agent.reading.moves import moved
from agent.reading.one_figure import against_limit, settle_limit
from agent.reading.others_beside import beside_others, says_others
from agent.reading.part_of_units import part_of_units
from agent.reading.part_of_year import is_part_of_year
from agent.reading.passed_over import passed_over
from agent.reading.ratios import part_of_other
from agent.reading.requirements import grouped, metrics_of, per_head
from agent.reading.restricted import Restricted
from agent.reading.result import On, Rank, Reading
from agent.reading.series import along
from agent.reading.shapes import implied, priced, rank_of_setting, shape, step
from agent.reading.share_metric import shared_metric
from agent.reading.share_of_groups import share_of_groups
from agent.reading.shares import part_first, part_of_larger, settle_share, whole_weekend
from agent.reading.spread import asks_spread, spread_of
from agent.reading.timing import Timed
from agent.reading.unusual import unusual
from agent.reading.within import ranked_within, share_of_parent, top_together, with_others
from tools.warehouse.request import MetricRequest


def outcome(
    question: str, s: Sentence, restricted: Restricted, timed: Timed, definitions: Any,
    previous: MetricRequest | None,
) -> Reading:  # fmt: skip
    """The reading of a settled sentence, without its spans."""
    r = Reading(question=question)
    r.filters, r.any_of, r.choices = restricted.filters, restricted.any_of, restricted.choices
    during = {"period": timed.period}
    r.baskets, r.sides = restricted.baskets, restricted.sides
    r.customers = [c if c.period else c.model_copy(update=during) for c in restricted.customers]
    r.notes = [*restricted.notes, *timed.notes]
    r.period, r.compare, r.outside = timed.period, timed.compare, timed.outside
    r.against_rest, r.among = against_rest(s, r.customers or r.baskets), restricted.among
    others = says_others(s, r)
    priced(s, definitions)
    r.metrics = metrics_of(s, definitions)
    if r.customers and not r.metrics and "customers" in definitions.metrics:
        spends = any(t.stem in ("spend", "spending", "spent") for t in s.tokens)
        each = any(x.target == "summary:mean" for x in s.links)  # "what do the top 1% spend on average"
        if spends and (each or any(s.words(x) == "how much" for x in s.links)):
            r.metrics = ["sales"] if each else ["sales", "sales_per_customer"]
    if r.customers and not r.metrics and "customers" in definitions.metrics:
        r.metrics = ["sales" if spends and any(x.target == "share" for x in s.links) else "customers"]
    r.replaces = restricted.replaced
    listed = r.metrics == ["customers"] and any(x.target == "customer" for x in s.links)
    if r.customers and listed:
        r.metrics = ["sales"]  # which they are: the list needs a figure that tells them apart
    r.by, r.count_of, lifted = grouped(s, restricted, timed, definitions, previous)
    counting = next((m for m, d in s.counts.items() if d == r.count_of), None)
    if counting and not any(x.kind == "condition" for x in s.links):
        r.metrics, r.count_of = [*r.metrics, counting], None
    r.others = with_others(s)
    if any(x.target == "without_top" for x in s.links):
        r.leads = ["others"]
        if r.metrics and definitions.metrics[r.metrics[0]].ratio is not None:
            r.metrics = ["sales", *r.metrics]  # the biggest stores are those that sell most
    if not r.others and top_together(s):
        r.leads = ["together"]
    s.refers_to = "" if r.others and s.refers_to == "complement" else s.refers_to
    r.rank, r.within = _rank(s, timed), restricted.within
    recurring = any(f.dimension == "date" and f.op == "in" for f in r.filters)
    if recurring and not r.by and "date" in definitions.dimensions:
        r.by = ["date"]  # "sales on the last day of each month"
    if (
        r.rank is not None
        and r.rank.ends
        and len(r.by) == 1
        and definitions.dimensions[r.by[0]].kind == "time"
    ):
        r.rank = None  # a course in order of time tells its highest and its lowest step
    ranked_within(s, r)
    moves = r.rank is not None and r.rank.on.startswith("change")
    if r.rank and not r.by and any(f.dimension == "full_week" for f in r.filters):
        r.by = ["week"]  # "our best full week"
    rank_of_ratio(s, r, definitions)
    list_of_kind(s, r)
    rank_of_setting(s, r, definitions)
    rank_without_none(r, definitions)
    rank_goods(s, r, definitions)
    sellers = any(t.stem in ("seller", "mover") for t in s.tokens)
    opens = s.words(s.links[0]) if s.links else ""
    # "And who lost the most" after a list by age ranks the ages.
    bare = not any(x.kind == "metric" for x in s.links)
    who = {"who", "which", *(("what", "whats") if bare else ())} & {t.norm for t in s.tokens[:3]}
    listed = s.previous is not None and bool(s.previous.by and who)
    if r.rank and not r.by and not listed and s.links and (moves or sellers or opens in ("what", "whats")):
        r.by = ["category"] if "category" in definitions.dimensions else []
        r.notes.append("Taken by category, as the question does not say by what.")
    r.share = settle_share(s, timed.changed, timed.compare is not None)
    r.whole = timed.whole if r.share else None
    part_of_units(s, r, definitions)
    against_limit(s, r, definitions)
    hold(s, r, definitions, previous)
    tell_absences(s, r, timed)
    tell_capabilities(s, r, timed, definitions)
    follow_up(s, r, restricted, lifted, previous)
    carry(s, r, definitions, previous)
    if set(r.metrics) & LOOK_BACK and not (r.period or r.by or r.refers_back or timed.outside):
        r.by = ["month"]
        r.notes.append("No period was named, so each month is set against the month before.")
    campaign_itself(s, r, definitions)
    part_of_other(s, r, definitions)
    share_of_groups(s, r, definitions)
    averaged(s, r, definitions)
    share_of_parent(s, r, definitions)
    shared_metric(s, r, definitions)
    if (
        r.share
        and not asks_spread(s)
        and not is_part_of_year(s, r, definitions)
        and not (r.by or r.filters or r.customers or r.baskets or r.refers_back or previous)
    ):
        restricted.unknown += [(x.first, x.after) for x in s.links if x.target == "share"]
    part_of_larger(s, r)
    part_first(s, r)
    whole_weekend(r, definitions)
    per_head(s, r, restricted, definitions)
    step_on = (
        timed.changed and r.refers_back and previous is not None and (previous.period or previous.compare)
    )
    if timed.trend and not step_on and not any(definitions.dimensions[b].kind == "time" for b in r.by):
        r.by = [timed.step or step(r, definitions), *r.by][:3]
    along(s, r, timed, definitions)
    if not r.metrics and not r.refers_back:
        r.metrics = implied(r, s, definitions)
    if s.links and not r.metrics and not (r.refers_back or r.having or r.count_of or r.absent):
        filtered = [f.dimension for f in r.filters]
        r.metrics = figures_of_campaigns(s, r.by, filtered, definitions)
    bought_together(s, r, definitions)
    taken_together(s, r)
    spread_of(s, r, definitions)
    unusual(s, r)
    explained(s, r, definitions)
    moved(s, r, definitions)
    without_goods(r, definitions)
    if r.shape == "value":
        r.shape = shape(s, r, restricted, timed, definitions)
    candidate(s, r, definitions)
    hours_apart(s, r)
    settle_limit(r, definitions)
    if others:
        beside_others(r, definitions)
    unused = passed_over(s)
    r.notes += [f"The word '{word}' was not used." for word in unused]
    r.unknown = list(dict.fromkeys([*_unknown(question, s, restricted, timed), *r.unknown]))
    if any(name == "arithmetic" for name, _ in r.capability):
        r.unknown = [u for u in r.unknown if not u[0].isdigit()]
    return r


def _rank(s: Sentence, timed: Timed) -> Rank | None:
    ranks = [x.data for x in s.links if x.kind == "rank" and isinstance(x.data, Rank)]
    if not ranks:
        n = bare_count(s)
        return Rank(True, n) if n is not None else None
    numbered = next((k for k in ranks if k.n is not None), ranks[0])
    on: On = next((k.on for k in ranks if k.on != "value"), "value")
    if on == "value" and timed.changed and timed.compare is not None:
        on = "change"
    if numbered.n is None and (n := bare_count(s)) is not None:
        numbered = Rank(numbered.descending, n, numbered.on)
    down = all(k.descending for k in ranks)
    nth = next((k.nth for k in ranks if k.nth is not None), None)
    if not down and any(k.descending for k in ranks) and nth is None:
        return Rank(True, numbered.n or _fewest(s), on, None, True)  # "best and worst day"
    return Rank(down, numbered.n, on, nth)


def _fewest(s: Sentence) -> int:
    """How many groups of each end are meant where no number says so: one, of a plural three."""
    nouns = [x for x in s.links if x.kind == "dimension"]
    return 3 if any(s.tokens[x.after - 1].norm != s.tokens[x.after - 1].stem for x in nouns) else 1


def bare_count(s: Sentence) -> int | None:
    """The number in 'which 3 stores' and 'give me 5 categories', which then counts as explained."""
    for place, link in enumerate(s.links[:-1]):
        token = s.tokens[link.first]
        if link.kind == "unknown" and token.kind == "number" and not token.unit and token.value:
            ahead = s.words(s.links[place - 1]) if place else ""
            series = any(x.target.startswith("series:") for x in s.links[place + 2 : place + 3])
            if s.links[place + 1].kind == "dimension" and 1 <= token.value <= 100 and not series:
                s.links[place] = Link(link.first, link.after, "rank", f"first {token.norm}", 1.0)
                if place and ahead in ("number", "no", "nr", "#"):
                    s.links[place - 1] = Link(s.links[place - 1].first, link.first, "rank", "number")
                return int(token.value)
    return None


def _unknown(question: str, s: Sentence, restricted: Restricted, timed: Timed) -> list[str]:
    places = [(x.first, x.after) for x in s.links if x.kind == "unknown" and s.tokens[x.first].norm]
    places += [*restricted.unknown, *timed.unknown]
    joined: list[tuple[int, int]] = []
    for first, after in sorted(set(places)):
        if joined and joined[-1][1] >= first:
            joined[-1] = (joined[-1][0], max(joined[-1][1], after))
        else:
            joined.append((first, after))
    texts = [question[s.tokens[a].start : s.tokens[b - 1].end] for a, b in joined]
    return list(dict.fromkeys(texts))

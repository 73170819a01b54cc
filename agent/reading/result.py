"""What reading a question yields: every word accounted for, linked to what the shop knows."""

from dataclasses import dataclass, field
from typing import Literal

from tools.warehouse.request import Addition, Basket, Comparison, CustomerSet, Earlier, Filter, Having, Period

Kind = Literal[
    "metric", "dimension", "value", "period", "compare", "rank", "share", "condition", "negation",
    "absent", "capability", "follow_up", "function", "unknown",
]  # fmt: skip
On = Literal["value", "change", "change_pct", "share"]
RefersTo = Literal["", "entity", "set", "pair", "complement"]


@dataclass(frozen=True)
class Span:
    """A run of the question's words and what it was taken for.

    `start` and `end` are character offsets in the question as typed; `target` is the name it links to
    (a metric, `department=GROCERY`, a topic, ...); `score` is 1.0 for an exact match, less for a
    spelling or partial match. Kind `function` are words that carry no content here (the, please, show);
    `unknown` are content words that nothing explains.
    """

    start: int
    end: int
    text: str
    kind: Kind
    target: str = ""
    score: float = 1.0


@dataclass(frozen=True)
class Rank:
    """'top 5', 'which sells most', 'worst three': n is None where the question names no number; `on` says
    what is ranked: the figure itself, its change against the compared period, or its share; `nth` which one
    alone is asked for: 3 for 'the third highest', and n is then at least as many."""

    descending: bool
    n: int | None = None
    on: On = "value"
    nth: int | None = None
    ends: bool = False
    """Whether the other end is asked for as well: 'best and worst'."""


@dataclass(frozen=True)
class Choice:
    """Words with several readings that may differ in result, best first."""

    words: str
    options: tuple[Filter | Period | str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Limit:
    """A bound that one figure is held against, and how its number was said: '20%', '90,000'. The metric may
    be one's change: 'did sales grow more than 5%'."""

    metric: str
    op: Comparison
    value: float
    said: str
    """'' for a bound that a verb says: 'did orders double'."""


@dataclass
class Reading:
    """One question, read. Fields that the question does not mention are empty or None.

    `by` are dimensions to group by; `shape` is what kind of answer is wanted: one value, a ranking, a
    trend over time, a comparison, a share, or a list of what there is. `refers_back` is true for
    fragments and pronouns that need the question before ("and in april?", "those", "without fuel?");
    `drops` are dimensions whose earlier filter is lifted ("all departments again"); `replaces` is true
    for "instead", "I meant", "no, ...". `absent` are (topic, words) of things this shop does not
    record. `capability` names what is asked for beyond looking figures up: "forecast", "why",
    "recommend", "segment", "plan", "personal_data", "change_data", "read_files", "reveal_prompt",
    "help", "what_data", "define", "greeting", "thanks", "show_sql", ... `notes` are things to say:
    a period outside the data, a spelling corrected.
    """

    question: str
    spans: list[Span] = field(default_factory=list)
    metrics: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    customers: list[CustomerSet] = field(default_factory=list)
    """Households by what they did: 'bought beer and pizza', 'never bought diapers', 'were mailed campaign 8'.
    Only those in all of the sets are asked about; the sets take the place of those asked about before."""
    sides: list[Filter] = field(default_factory=list)
    """Parts of the filters that are to be told each as a whole, where one is more than one value: 'fruit vs
    vegetables', of which each is many categories."""
    among: int = 0
    """How many of these sets, the first, are the whole that a share is of; 0 where all households are."""
    against_rest: bool = False
    """Whether the same is asked of all other households, too: 'heavy buyers vs everyone else'."""
    baskets: list[Basket] = field(default_factory=list)
    """Orders by what they hold: 'baskets with beef but no pork'; only those in all of the sets count."""
    drops: list[str] = field(default_factory=list)
    period: Period | None = None
    compare: Period | Earlier | Literal["previous_period", "previous_row"] | None = None
    whole: Period | None = None
    """The time that a share of a time is of; all that the data hold where it is None."""
    share: bool = False
    part: str = ""
    """The dimension whose filter is the part that a share is of, where the words say so."""
    any_of: list[list[Filter]] = field(default_factory=list)
    """Alternatives of different dimensions, besides the filters: 'produce or private label'."""
    within: str = ""
    """The dimension of `by` inside whose groups is ranked, shared out or added up: 'top 3 per department'."""
    others: bool = False
    """Whether what a ranking leaves out is to be shown as one group more."""
    add: list[Addition] = field(default_factory=list)
    """What is to be computed along the steps of a series: running_total, moving_average, index."""
    points: int | None = None
    """Over how many steps a moving average goes."""
    tool: str = ""
    """The tool that the question is for where it is not the governed query: "measure_spread", ..."""
    wants: dict[str, float | int | str | list[float]] = field(default_factory=dict)
    """The arguments of that tool beside what, whom and when, by its own names for them."""
    leads: list[str] = field(default_factory=list)
    """The facts of that tool that are asked for, in order: ["median"], ["top_20"]; of its rows the first bin
    is "bin:1", the lowest tenth "tenth:10"."""
    having: list[Having] = field(default_factory=list)
    limit: Limit | None = None
    """What the one figure that is asked for is held against: 'is the private label share over 20%'."""
    rank: Rank | None = None
    candidate: str = ""
    """The group of which it is asked whether it is the first: 'was december our best month'."""
    shape: Literal["value", "ranking", "trend", "compare", "share", "list"] = "value"
    refers_back: bool = False
    refers_to: RefersTo = ""
    """What is pointed at in the answer before: one thing (it, there, that store), several (they, those), two
    ("the difference between the two", "both"), or all the others ("the rest", "and those without")."""
    refers_nth: int | None = None
    """Which row of the answer before: 2 for "the second one", -1 for "the last one"."""
    replaces: bool = False
    absent: list[tuple[str, str]] = field(default_factory=list)
    capability: list[tuple[str, str]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outside: Period | None = None
    """A period that was asked for but lies wholly outside the data."""
    count_of: str | None = None
    """The dimension whose groups are to be counted: 'how many categories sold over $10k', 'how many
    households ordered at least three times'. The conditions, if any, are in `having`."""
    summary: Literal["mean", "median"] | None = None
    """'average monthly sales', 'median spend per household': one figure over the groups in `by`."""
    versus: "Reading | None" = None
    """The other side, asked about alone, where no single grouping tells both apart: 'families vs singles'."""
    language: str = "en"
    """The language the question seems to be in, as a two-letter code ("xx" where it is not one we know)."""

"""A figure that is doubted: 'are you sure', 'I thought it was 500k'. It is looked up again."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.base import Replan, last_answered
from agent.builtin.desk import Plan, Step, arguments
from agent.builtin.history import Call, Turn, answered
from agent.builtin.recall import SURE
from agent.reading.result import Reading

LEAD = r"^\W*(?:(?:and|but|hm+|ok|okay|so|really|no|nah|wait|sorry|well|huh|oh|strange|odd|weird)\W+)*"
SIZE = r"(?:%|percent|pct|k|m|mm|mln|million|thousand|bn|grand|bucks|dollars|usd)"
NUMBER = rf"(?:[$€£]\s?)?\d[\d.,]*\s*{SIZE}?(?!\w)"
IT = (
    r"(?:(?:the|those|these|that|this) (?:number|figure|total|result|value|answer)s?|"
    r"that|this|it|those|these|they)"
)
VERY = (
    r"(?:(?:a|bit|way|too|very|kind|kinda|of|really|quite|rather|awfully|much|far|just|so|pretty|surely|"
    r"clearly)\W+)*"
)
OFF = (
    r"(?:low|high|wrong|off|small|big|large|strange|odd|weird|much|little|fishy|suspicious|implausible|"
    r"incorrect|impossible|nonsense|rubbish|(?:not|n'?t) (?:right|correct|true|possible|plausible))"
)
MINE = (
    r"(?:my|our|the|their) (?:\w+ )?(?:report|sheet|spreadsheet|dashboard|excel|boss|manager|colleague|"
    r"numbers?|figures?|system|books?|finance|accounting|team|tableau|power ?bi|records?|head office|hq)"
)
THOUGHT = (
    r"thought|think|believed?|expected?|guess(?:ed)?|remember(?:ed)?|heard|told|reckon|assumed?|calculated|got|"
    r"counted|saw|had|have|read"
)
TELLS = r"says?|said|shows?|showed|has|have|had|gives?|gave|claims?|is|was"
OUGHT = (
    rf"should(?:n'?t)?|must|wasn'?t|isn'?t|weren'?t|aren'?t|"
    rf"{IT} (?:should|must|was|is|were|are)(?: be| have been)?"
)
NEAR = r"(?:be |have been |actually |really |rather |more like |closer to |around |nearer |about |like )*"
NOT = r"(?:do not|don'?t|can'?t|cannot|can not)"
CHECK = r"(?:re-?check|check|verify|double[- ]?check|look)"
DOUBTS = tuple(
    re.compile(LEAD + form, re.IGNORECASE)
    for form in (
        rf"(?:i|we)\b.{{0,24}}\b(?:{THOUGHT})\b.*?(?P<mine>{NUMBER})",
        rf"{MINE}\b.*\b(?:{TELLS})\b.*?(?P<mine>{NUMBER})",
        rf"(?:{OUGHT})\W+(?:{IT}\W+)?{NEAR}(?P<mine>{NUMBER})\W*$",
        rf"(?:seems?|looks?|sounds?|feels?)\W+(?:like )?{VERY}{OFF}\W*(?:to me|for (?:that|this|it)|no)?\W*$",
        rf"{IT}(?:\W?s| is| was| are| were)?(?: not| n'?t)? ?(?:seems?|looks?|sounds?|feels?)?\W*{VERY}{OFF}"
        r"\W*(?:to me|for (?:that|this|it)|no|right)?\W*$",
        rf"(?:i|we) (?:(?:really|just|honestly) )?{NOT} (?:quite )?(?:believe|trust|buy|agree)(?: with)?"
        rf"(?: {IT})?\W*$",
        rf"(?:i )?(?:doubt|disagree)(?: with)?(?: {IT})?\W*$",
        r"(?:i'?m |i am |im |we'?re |we are |were )?(?:(?:really|still|just|honestly|quite) )?"
        rf"(?:not (?:really |quite |so )?(?:convinced|sure|certain)|skeptical|sceptical|doubtful|suspicious)"
        rf"(?: (?:about|of|that|by) {IT})?\W*$",
        rf"how (?:sure|certain|confident|reliable|solid|accurate|trustworthy) (?:are you|(?:is|are) {IT})"
        rf"(?: (?:about|of|on|in|with) {IT})?\W*$",
        rf"(?:are|is) {IT} (?:really |actually |all )?(?:right|correct|accurate|true|ok|real)\W*$",
        rf"no way\W*$|{IT} (?:can'?t|cannot|couldn'?t) be(?: right| true| correct)?\W*$",
        rf"{IT} (?:does|do)(?: not|n'?t) add up\W*$",
        rf"(?:can you |could you |please |pls )*{CHECK}(?: {IT})?(?: up)?"
        r"(?: again| once more| for me| please| pls)*\W*$",
    )
)
STANDS = (
    "Your figure does not come out of this shop's records for it. If it counts other days, goods, stores or "
    "households, tell me which, and I will look that up."
)


def rechecked(turn: Turn, reading: Reading, before: Sequence[Turn], replan: Replan) -> Plan | None:
    """The last look-ups once more, for one who doubts their answer; what they find now is held against then.
    None for any other question, and for one that names something else to look up."""
    said = next((m for m in (SURE.search(turn.question), *_doubts(turn.question)) if m), None)
    last = last_answered(before)
    past = answered(before)
    if said is None or last is None:
        return None
    spoken = {*past[0][0].by, *(f.dimension for f in past[0][0].filters)}
    named = any(f.dimension not in spoken for f in reading.filters)
    other = named or reading.by or reading.period or reading.rank or reading.compare
    if (other or set(reading.metrics) - set(past[0][0].metrics)) and not reading.tool:
        return None  # "looks odd" is no question for what is unusual
    steps = [s for s in replan(before[: last.number]).steps if last.outcome(s.call)]
    if not steps:
        request = past[0][0]
        steps = [Step(Call("query_metric", arguments(request)), Reading(turn.question), request)]
    same = all(_same(turn, last, s.call) for s in steps)
    lead = f"I looked it up again{' and it is the same' if same else ''}: "
    closing = [STANDS] if same and said.groupdict().get("mine") else []
    return Plan(steps=[replace(steps[0], lead=lead), *steps[1:]], closing=closing)


def _doubts(question: str) -> list[re.Match[str] | None]:
    clauses = [c for c in re.split(r"[,;.!?]+\s|\s-+\s", question) if re.search(r"\w", c)]
    return [form.search(said) for said in (question, *clauses[1:], *clauses[:1]) for form in DOUBTS]


def _same(turn: Turn, last: Turn, call: Call) -> bool:
    """Whether the call found the same rows now as then."""
    now, then = turn.outcome(call), last.outcome(call)
    new, old = now.evidence() if now else None, then.evidence() if then else None
    return bool(new and old and new["rows"] == old["rows"])

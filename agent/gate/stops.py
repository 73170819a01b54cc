"""Where sentences end, evidence marks included, and which of them leads into a list."""

import re

_MARKS = r"(?:[ \t]*\[[DKM]\d+(?:\s*[,;]\s*[DKM]\d+)*\])*"
_STOP = re.compile(rf"[.!?…][\"'”’)*_]*{_MARKS}(?=\s+(?!\[[DKM]\d)[^\Wa-z]|\s+[\"'“‘(*_$#-]|\s*\Z)")
_NO_STOP = re.compile(
    r"\b(?:e\.g|i\.e|vs|approx|no|nos|etc|incl|excl|resp|st|mr|mrs|dr|ca|jan|feb|mar|apr|jun|jul|aug|sept|"
    r"sep|oct|nov|dec|u\.s)\Z",
    re.I,
)


def lead_in(paragraph: str) -> str:
    """The last sentence of a paragraph that a list or table may follow."""
    stops = [match.end() for match in _STOP.finditer(paragraph.rstrip())][:-1]
    sentence = paragraph[stops[-1] :] if stops else paragraph
    return sentence if sentence.rstrip(" *").endswith(":") else ""


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where sentences begin and end between two offsets, their evidence marks included."""
    spans, at = [], start
    for match in _STOP.finditer(text, start, end):
        if _NO_STOP.search(text[max(at, match.start() - 8) : match.start()]) and match.end() < end:
            continue
        spans.append((at, match.end()))
        at = match.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end and text[at:end].strip():
        spans.append((at, end))
    return spans

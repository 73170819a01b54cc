"""A run in words and files: counts by category, every fault with its reason, and what people must look at."""

import json
from collections import Counter
from pathlib import Path

from evals.run import CaseResult

OUTCOMES = ("passed", "failed", "unscored", "crashed")


def answers_line(result: CaseResult) -> str:
    """`{"id", "answer"}` for a single question, `{"id", "turns"}` for a conversation, as one JSON line."""
    texts = [turn.text for turn in result.turns]
    if result.error is not None:
        texts.append(f"[crashed: {result.error}]")
    body = {"answer": texts[0]} if len(texts) == 1 else {"turns": texts}
    return json.dumps({"id": result.id, **body}, ensure_ascii=False)


def summary(results: list[CaseResult]) -> str:
    """Counts of each outcome by category as an aligned table, then a line for each fault."""
    rows: list[tuple[str, ...]] = [("category", *OUTCOMES, "all")]
    for category in [*sorted({result.category for result in results}), None]:
        chosen = [result for result in results if category in (None, result.category)]
        counts = Counter[str](result.outcome for result in chosen)
        rows.append((category or "all", *(str(counts[name]) for name in OUTCOMES), str(len(chosen))))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                  for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]  # fmt: skip
    lines.append("")
    for result in results:
        if result.error is not None:
            lines.append(f"crashed  {result.id}: {result.error}")
        for turn in result.turns:
            lines += [
                f"failed   {result.id}: {finding.code}: {finding.label}   « {turn.user.strip()[:80]} »"
                for finding in turn.findings
                if finding.code != "unscored"
            ]
    reasons = Counter(f.code for r in results for t in r.turns for f in t.findings if f.code != "unscored")
    lines.append("")
    lines.append("reasons: " + (", ".join(f"{code} {n}" for code, n in reasons.most_common()) or "none"))
    seconds = sorted(turn.seconds for result in results for turn in result.turns)
    if seconds:
        middle, late = seconds[len(seconds) // 2], seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
        lines.append(f"seconds a turn: median {middle:.2f}, p95 {late:.2f}")
    return "\n".join(lines)


def write(results: list[CaseResult], folder: Path) -> None:
    """Writes results.jsonl (transcripts, verdicts), people.jsonl (for a person to judge) and summary.txt."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "results.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(result.record(), ensure_ascii=False) + "\n" for result in results)
    with (folder / "people.jsonl").open("w", encoding="utf-8") as file:
        for result in results:
            for turn in result.turns:
                labels = [finding.label for finding in turn.findings if finding.code == "unscored"]
                if labels:
                    record = {"id": result.id, "question": turn.user, "answer": turn.text, "judge": labels}
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
    (folder / "summary.txt").write_text(summary(results) + "\n", encoding="utf-8")

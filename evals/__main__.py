"""`python -m evals run --suite FILE --model M` and `python -m evals bench WHAT`: verdicts and figures."""

import argparse
import asyncio
import dataclasses
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from agent.answer import Answer
from agent.question import Question
from agent.render import as_text
from agent.run import answer
from agent.settings import SettingsError, known_model, read_settings
from agent.start import started
from evals import bench, report
from evals.case import Case, SuiteError, load_suite
from evals.chat import load, users
from evals.numbers.sections import ON_REQUEST, SECTIONS, Asked, show
from evals.run import CaseResult, run_suite
from tools.errors import ToolError

REPORTS = {"users": users.report, "chat": load.report}


async def run(cases: list[Case], model: str, repeats: int) -> list[CaseResult]:
    """All results, in the order in which cases finish. Threads live in a folder that is thrown away."""
    settings = dataclasses.replace(read_settings(), model=known_model(model))
    results: list[CaseResult] = []
    with tempfile.TemporaryDirectory() as folder:
        async with started(settings, Path(folder) / "threads.sqlite") as runtime:

            async def ask(text: str, thread: str) -> Answer:
                return await answer(Question(text, thread), runtime)

            with Progress(console=Console(stderr=True), transient=True) as progress:
                bar = progress.add_task("asking", total=len(cases) * repeats)
                for finished in run_suite(cases, ask, as_text, repeats):
                    results.append(await finished)
                    right = sum(result.outcome in ("passed", "unscored") for result in results)
                    progress.update(bar, advance=1, description=f"{right} of {len(results)} without fault")
    return results


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line, parsed. Exits with a usage line where it is not understood."""
    parser = argparse.ArgumentParser(prog="python -m evals", description="Ask suites, print benchmarks.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("run", help="run one suite file")
    command.add_argument("--suite", type=Path, required=True, help="a .jsonl file, from anywhere")
    command.add_argument("--model", default="builtin", help="builtin, or openai:NAME")
    command.add_argument("--repeats", type=int, default=1, help="how often each case is asked")
    command.add_argument(
        "--out", type=Path, help="folder for transcripts and verdicts (default: build/evals/...)"
    )
    command.add_argument("--answers-only", type=Path, metavar="FILE", help="write the answers, score nothing")
    timed = commands.add_parser("bench", help="print how fast something is, beside a baseline")
    timed.add_argument(
        "what",
        choices=["start", "numbers", "users", "chat"],
        help="start: the chat's second start to its first page; numbers: whether the figures can be trusted; "
        "users: what one user can reach of another's; chat: 50 chats at once",
    )
    timed.add_argument("--only", type=_sections, metavar="A,B", help=f"of numbers: {', '.join(SECTIONS)}")
    timed.add_argument("--large", action="store_true", help="of numbers: ask a shop 50 times larger too")
    timed.add_argument("--attacks", type=Path, metavar="FILE", help="a list of attacks on free SQL (.jsonl)")
    timed.add_argument("--seconds", type=float, default=20, help="how long to fuzz the sandbox of free SQL")
    return parser.parse_args(arguments)


def _sections(given: str) -> list[str]:
    names = [name.strip() for name in given.split(",")]
    if unknown := [name for name in names if name not in SECTIONS]:
        raise argparse.ArgumentTypeError(f"there is no {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    return names


def numbers(given: argparse.Namespace) -> int:
    """Prints the sections asked for; 0 when every bar is met, 1 when one is missed."""
    usual = [name for name in SECTIONS if name not in ON_REQUEST or given.large]
    names = given.only or usual
    missed = show(names, Asked(read_settings().warehouse, given.attacks, given.seconds))
    print("\n".join(["bars missed:", *(f"- {bar}" for bar in missed)]) if missed else "every bar is met")
    return int(bool(missed))


def main(arguments: list[str] | None = None) -> int:
    """0 when no case failed or crashed and no bar was missed, 1 when one was, 2 if a suite cannot run."""
    given = parse(arguments)
    if given.command == "bench":
        if given.what == "numbers":
            return numbers(given)
        if given.what in REPORTS:
            said, missed = REPORTS[given.what]()
            print(said)
            return int(missed > 0)
        print(bench.start())
        return 0
    try:
        cases = load_suite(given.suite)
        results = asyncio.run(run(cases, given.model, 1 if given.answers_only else max(1, given.repeats)))
    except (SuiteError, SettingsError, ToolError) as error:
        print(error, file=sys.stderr)
        return 2
    order = {case.id: place for place, case in enumerate(cases)}
    results.sort(key=lambda result: (order[result.id], result.repeat))
    if given.answers_only:
        given.answers_only.parent.mkdir(parents=True, exist_ok=True)
        lines = [report.answers_line(result) + "\n" for result in results]
        given.answers_only.write_text("".join(lines), encoding="utf-8")
        print(f"{len(lines)} answers written to {given.answers_only}")
        return 0
    out = given.out or Path("build/evals") / f"{given.suite.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    report.write(results, out)
    print(f"{given.suite.name} · {given.model}\n\n{report.summary(results)}\n\nwritten to {out}")
    return int(any(result.outcome in ("failed", "crashed") for result in results))


if __name__ == "__main__":
    sys.exit(main())

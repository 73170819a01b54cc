"""What `python -m evals bench numbers` prints, section by section, and whether each bar is met."""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from evals.miniature import build_miniature
from evals.numbers import attacks, equal, fuzz, large, overhead, properties
from evals.numbers.gate import confusion

Printed = tuple[list[str], list[str]]
"""Lines to print, and the bars that are missed."""


@dataclass(frozen=True)
class Asked:
    """What the command line gives: the real shop's warehouse, the list of attacks, seconds of fuzzing."""

    shop: Path
    attacks: Path | None = None
    seconds: float = 20.0


def equal_section(asked: Asked) -> Printed:
    """Requests beside their obvious SQL, on both shops."""
    with tempfile.TemporaryDirectory() as folder:
        return equal.section({"real": asked.shop, "miniature": build_miniature(Path(folder))})


def large_section(asked: Asked) -> Printed:
    """The larger shop in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(large.section, asked.shop).result()


def properties_section(asked: Asked) -> Printed:
    """What must hold of every request."""
    return properties.section()


def gate_section(asked: Asked) -> Printed:
    """The gate's confusion table."""
    return confusion.section()


def attacks_section(asked: Asked) -> Printed:
    """The attacks that are handed to us and our own."""
    return attacks.section(asked.shop, asked.attacks)


def fuzz_section(asked: Asked) -> Printed:
    """Random statements, for as long as asked."""
    return fuzz.section(asked.seconds)


def overhead_section(asked: Asked) -> Printed:
    """What an answer costs on the real shop."""
    return overhead.section(asked.shop)


SECTIONS: dict[str, tuple[str, Callable[[Asked], Printed]]] = {
    "equal": ("requests beside slow, obvious SQL written by hand", equal_section),
    "properties": ("what must hold of every request, tried at random", properties_section),
    "gate": ("right answers and the same made wrong in ten ways: which are stopped", gate_section),
    "attacks": ("attacks on free SQL, on a copy of the shop with something to steal", attacks_section),
    "fuzz": ("random statements against the sandbox of free SQL", fuzz_section),
    "overhead": ("a built-in answer, warm, beside its own SQL in plain DuckDB", overhead_section),
    "large": ("the same questions on a shop many times larger", large_section),
}
ON_REQUEST = {"large"}
"""Sections that take long and run only where they are named."""


def show(names: Iterable[str], asked: Asked) -> list[str]:
    """Prints the sections as each is done; returns the bars missed, each with its section."""
    missed = []
    for name in names:
        title, section = SECTIONS[name]
        print(f"== {name}: {title}", flush=True)
        began = time.perf_counter()
        try:
            lines, short = section(asked)
        except Exception as error:  # noqa: BLE001 - a section that falls over must not hide the others
            traceback.print_exc(file=sys.stdout)
            lines, short = [], [f"fell over: {type(error).__name__}: {error}"]
        print("\n".join(lines))
        print(f"({time.perf_counter() - began:.0f} s)\n", flush=True)
        missed += [f"{name}: {bar}" for bar in short]
    return missed

"""What must hold of every request, tried at random: totals, shares, parts add up, sets part the customers."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[2]
TESTS = ("tests/tools/test_properties.py", "tests/tools/test_random_requests.py")
EXAMPLES = 40


def section(examples: int = EXAMPLES) -> tuple[list[str], list[str]]:
    """Runs the property tests with new random requests on the miniature shop: a line for each property, and
    those that do not hold."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--junitxml={report}",
            *TESTS,
        ]
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "AISLE_EXAMPLES": str(examples)},
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.is_file():
            raise RuntimeError(f"the property tests did not run: {ran.stdout[-500:]}{ran.stderr[-500:]}")
        cases = list(ElementTree.parse(report).iter("testcase"))
    lines, missed = [], []
    for case in cases:
        name = str(case.get("name")).removeprefix("test_").replace("_", " ")
        fault = next((case.find(kind) for kind in ("failure", "error") if case.find(kind) is not None), None)
        lines.append(f"{'holds' if fault is None else 'FAILS'}: {name} ({examples} at random)")
        if fault is not None:
            lines += [f"    {line}" for line in str(fault.get("message")).splitlines()[:12]]
            missed.append(f"does not hold: {name}")
    held = len(cases) - len(missed)
    return [f"{held} of {len(cases)} properties hold on the miniature shop", *lines], missed

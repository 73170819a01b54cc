"""The line of steps."""

from dataclasses import replace

import pytest

from agent.events import Step
from agent.screen.progress import Progress, duration


def test_the_line_says_what_runs_and_then_what_was_done():
    progress = (
        Progress()
        .with_step(Step("read", "Reading", "started"))
        .with_step(Step("look", "Looking up sales", "started"))
    )
    assert progress.now() == "Looking up sales"
    progress = progress.with_step(Step("look", "Looked up sales", "done", 0.4)).with_step(
        Step("read", "Read", "done", 1.2)
    )
    began = replace(progress, began=progress.began - 1.6)
    assert began.summary() == "2 steps in 1.6 s"
    assert progress.details() == "- Read · 1.2 s\n- Looked up sales · 0.4 s"


def test_a_step_that_starts_again_stays_one_line_with_all_its_time():
    progress = Progress()
    for state, seconds in (("started", None), ("done", 1.0), ("started", None), ("failed", 0.5)):
        progress = progress.with_step(Step("k", "Checking", state, seconds))
    assert progress.details() == "- Checking · did not work · 1.5 s"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0, "1 ms"), (0.04, "40 ms"), (1.24, "1.2 s"), (125, "2 min 5 s")]
)
def test_durations(seconds, shown):
    assert duration(seconds) == shown


def test_a_step_that_takes_long_says_how_far_it_is_or_for_how_long_it_runs():
    progress = Progress().with_step(Step("k", "Fitting", "started"))
    assert progress.now() == "Fitting"
    assert progress.with_step(Step("k", "Fitting", "started", part=0.404)).now() == "Fitting · 40 %"
    assert progress.with_step(Step("k", "Fitting", "started", part=1.7)).now() == "Fitting · 100 %"
    long_ago = replace(progress, since={"k": progress.since["k"] - 4.2})
    assert long_ago.now() == "Fitting · 4 s"
    assert long_ago.with_step(Step("k", "Fitting", "started")).now() == "Fitting · 4 s"

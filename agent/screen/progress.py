"""The steps of a turn as one line that can be opened: what is being done, then what was done in what time."""

import time
from dataclasses import dataclass, field, replace

from agent.events import Step
from agent.screen.tables import plain

LONG_S = 2
"""From this many seconds on a step says for how long it has run."""
SIGNS = {"started": "…", "done": "", "failed": " · did not work"}


@dataclass(frozen=True)
class Progress:
    """The steps so far, by key in the order they began. `with_step` gives the next state."""

    steps: dict[str, Step] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)
    since: dict[str, float] = field(default_factory=dict)

    def with_step(self, step: Step) -> "Progress":
        """A step that starts again under its key stays the same line; its times add up."""
        before = self.steps.get(step.key)
        if before and before.seconds is not None:
            step = replace(step, seconds=before.seconds + (step.seconds or 0))
        again = before is not None and before.state == "started"
        since = self.since if again else {**self.since, step.key: time.monotonic()}
        return replace(self, steps={**self.steps, step.key: step}, since=since)

    def now(self) -> str:
        """What is being done: the last step that began and has not ended, else the last step. Of one that
        takes long, how much of it is done ("40 %"), or for how long it has run ("4 s")."""
        running = [step for step in self.steps.values() if step.state == "started"]
        if not running:
            return list(self.steps.values())[-1].label if self.steps else "Reading your question"
        step = running[-1]
        if step.part is not None:
            return f"{step.label} · {min(100, max(0, round(step.part * 100)))} %"
        seconds = int(time.monotonic() - self.since[step.key])
        return f"{step.label} · {seconds} s" if seconds >= LONG_S else step.label

    def summary(self) -> str:
        """'3 steps in 1.2 s': the time since it began."""
        count, seconds = len(self.steps), time.monotonic() - self.began
        return f"{count} {'step' if count == 1 else 'steps'} in {duration(seconds)}"

    def details(self) -> str:
        """A list of the steps with their times, in Markdown."""
        return "\n".join(
            f"- {plain(step.label)}{SIGNS[step.state]}"
            + (f" · {duration(step.seconds)}" if step.seconds is not None else "")
            for step in self.steps.values()
        )


def duration(seconds: float) -> str:
    """'40 ms', '1.2 s', '2 min 5 s'."""
    if seconds < 0.1:
        return f"{max(1, round(seconds * 1000))} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"

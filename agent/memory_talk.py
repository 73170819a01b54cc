"""The answer to a message about what is remembered: what was kept, what was forgotten, what there is."""

import re
from collections.abc import Sequence

from agent.preferences import MOST, Preference, Preferences, Wish

HOW = "Say “forget …”, or take it out in the settings."

COMMON = frozenset(("a", "about", "and", "my", "of", "only", "or", "our", "out", "store", "that", "the"))


def told(wish: Wish, user: str, kept: Preferences) -> str | None:
    """Does what is wished and says so; None where the message turns out to mean something else."""
    if wish.kind == "list":
        return listed(kept.of(user))
    if wish.kind == "forget":
        return _forgotten(wish.what, user, kept)
    one = wish.preference
    assert one
    if not kept.keep(user, one):
        return f"I remember {MOST} things of you already; tell me first what to forget."
    words = one["words"]
    if one["kind"] == "note":
        return (
            f"I keep this as a note: “{words}”. It changes no figure: what I can apply by myself is what to "
            f"leave out and what to look at alone. {HOW}"
        )
    out = one["kind"] == "exclude"
    what = words.removeprefix("Without " if out else "Only ")
    rule = f"answer without {what}" if out else f"look at {what} alone"
    return (
        f"From now on I {rule}, and say so under each answer that it touches; "
        f"a question that names it otherwise is answered as asked. {HOW}"
    )


def listed(kept: Sequence[Preference]) -> str:
    """What is remembered, as a list."""
    if not kept:
        return (
            "I remember nothing of you. You can tell me what to leave out or what to look at alone, as in: "
            "always leave out fuel."
        )
    lines = [f"- {one['words']} (you said: “{one['said']}”)" for one in kept]
    return "\n".join(["I remember:", "", *lines, "", HOW])


def _forgotten(what: str, user: str, kept: Preferences) -> str | None:
    present = kept.of(user)
    if not present:
        return None
    wanted = _words(what) - COMMON
    if what == "everything":
        gone = present
    elif not what:
        gone = present[-1:]
    else:
        gone = [
            one
            for one in present
            if wanted & set(re.findall(r"\w+", f"{one['words']} {one['said']}".lower()))
        ]
        if not gone:
            return f"I remember nothing about {what}. {listed(present)}"
    kept.forget(user, [one["id"] for one in gone])
    return "Forgotten: " + "; ".join(one["words"][:1].lower() + one["words"][1:] for one in gone) + "."


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))

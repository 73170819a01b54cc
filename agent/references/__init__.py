"""Figures that a model writes as references to evidence: read, computed, worded and bound by construction."""

from agent.references.again import numbers, referenced
from agent.references.render import Rendered, referring, render

__all__ = ["Rendered", "numbers", "referenced", "referring", "render"]

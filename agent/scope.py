"""A governed request in words: the chips under an answer."""

from typing import Any

from knowledge.metrics import Definitions
from tools.titles import parts
from tools.warehouse.request import MetricRequest


def chips(scope: dict[str, Any], definitions: Definitions) -> list[str]:
    """The parts of a governed request, each in a few words: "Sales", "by department", "March 2017"."""
    return parts(MetricRequest.model_validate(scope), definitions)

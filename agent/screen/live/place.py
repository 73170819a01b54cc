"""The one process-wide place of the open chat: its home on disk, its rules, the agent's desk, what runs."""

from agent.screen.access.limits import Pace
from agent.screen.access.rules import read_rules
from agent.screen.desk import Desk
from agent.screen.turns import Turns
from agent.screen.waiting import Line
from agent.settings import read_settings

HOME, MODEL = read_settings().home, read_settings().model
RULES = read_rules()
PACE = Pace(RULES.turns)
DESK = Desk()
TURNS = Turns()
LINE = Line()

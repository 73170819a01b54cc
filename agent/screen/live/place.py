"""The one process-wide place of the open chat: its home on disk, the agent's desk, the turns that run."""

from agent.screen.desk import Desk
from agent.screen.turns import Turns
from agent.settings import read_settings

HOME = read_settings().home
DESK = Desk()
TURNS = Turns()

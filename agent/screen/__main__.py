"""`python -m agent.screen [--port N]` starts the chat, `python -m agent.screen users ...` keeps its users."""

import sys

from agent.screen.access import command
from agent.screen.launch import main

sys.exit(command.main(sys.argv[2:]) if sys.argv[1:2] == ["users"] else main())

"""`python -m agent.screen [--port N]` starts the chat."""

import sys

from agent.screen.launch import main

sys.exit(main())

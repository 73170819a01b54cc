"""The agent decides: what was asked, which tools run, what may be shown."""

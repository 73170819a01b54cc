"""The built-in analyst: a chat model with no network."""

"""Errors that a model, or the person it works for, can mend."""


class ToolError(Exception):
    """A call that can be made right: the text says what is wrong and what to try instead.

    It goes back to the model as the tool's result. Any other exception out of a tool is our bug.
    """

"""What a command answers to wrong input."""


class CommandError(Exception):
    """The command cannot be carried out; the message is one line that says what was expected, and where."""

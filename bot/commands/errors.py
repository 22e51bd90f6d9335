"""What a command answers where it cannot do what it was asked for."""

WRONG_INPUT = 2
OTHER_INSTANCE = 3


class CommandError(Exception):
    """The command cannot be carried out; the message is one line that says what was expected, and where."""

    def __init__(self, message: object, code: int = WRONG_INPUT) -> None:
        super().__init__(str(message))
        self.code = code

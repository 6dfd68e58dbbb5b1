"""What stops a command: told as lines, never as a traceback."""


class Problem(Exception):
    """``lines`` say what is wrong and how to mend it; the command ends with 1."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

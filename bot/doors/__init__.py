"""The commands of ``python -m bot``, one module each.

A door has ``HELP`` (one line), ``arguments(parser)`` and ``run(arguments, settings) -> int``. What is
heavy is imported inside ``run``, so that ``--help`` is quick and the bot never loads what it never uses.
"""

"""Our contestant: the real door ``run``, and at its end the heavy libraries that it loaded, as JSON.

The settings are in the environment, as in real life.
"""

import atexit
import json
import runpy
import sys

HEAVY = ("matplotlib", "numpy", "typst", "docx", "xlsxwriter", "alembic", "PIL")
"""What only a child process may load: documents, charts, pictures, migrations."""


def main() -> None:
    """Run ``python -m bot run`` in this process."""
    atexit.register(lambda: print(json.dumps([name for name in HEAVY if name in sys.modules]), flush=True))
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

"""A command of the console started from a page, in a process of its own that outlives the page's worker."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

CONSOLE = "from facilitator.start import main; main()"
ROOT = Path(__file__).resolve().parents[2]
TOLD = ("DATABASE_URL", "SECRET_KEY", "UPLOAD_DIR")
"""The settings that the command must share with whoever starts it."""


def start_command(name: str, config: Mapping[str, object], *arguments: str) -> None:
    """Start `facilitator ARGUMENTS…` on the same database and folder; `name` is its waiting thread’s."""
    child = subprocess.Popen(
        [sys.executable, "-c", CONSOLE, *arguments],
        env=os.environ | {f"FACILITATOR_{each}": str(config[each]) for each in TOLD},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody must hear of its end, or it stays in the system's table of processes.
    threading.Thread(target=child.wait, name=name, daemon=True).start()

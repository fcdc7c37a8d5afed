"""What several processes of one run of the tests need: made by the first that asks, found by the others."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills, once for all the workers of this run; nobody writes in it afterwards.

    What a making that failed left is made anew by the next who asks.
    """
    base = factory.getbasetemp()
    home = base.parent if base.name.startswith("popen-") else base
    folder, whole = home / name, home / f"{name} is whole"
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            whole.touch()
    return folder

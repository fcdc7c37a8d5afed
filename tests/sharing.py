"""Where tests keep what they need: together with the other processes of one run, or in memory."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TOGETHER = "FACILITATOR_TESTS_TOGETHER"
"""The folder that several runs share."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills, once for all the workers of this run; nobody writes in it afterwards.

    `make test` runs pytest several times and names one folder for all of them. What a making that failed left
    is made anew by the next who asks.
    """
    base = factory.getbasetemp()
    alone = base.parent if base.name.startswith("popen-") else base
    home = Path(os.environ.get(TOGETHER, alone))
    folder, whole = home / name, home / f"{name} is whole"
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            folder.mkdir(exist_ok=True)
            make(folder)
            whole.touch()
    return folder


MEMORY = Path("/dev/shm")
ROOM = 1 << 30
"""Octets that memory must have free before anything is kept there."""


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is room, else on the disk: no test waits for a disk to be sure."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="facilitator-", dir=MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

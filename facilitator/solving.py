"""A process that computes and dies: told JSON on its input, it answers lines of JSON, and is killed in time.

A solver's library costs seconds and memory that no web process pays. The child limits its own memory and time
before anything (`told`); whoever starts it (`answers_from`) hears it line after line, and expects nothing.
"""

import json
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1024 * 1024
ALONE = {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""The whole environment of the child: it knows neither the database nor a secret."""


@dataclass(frozen=True)
class Limits:
    """What a search may cost."""

    seconds: int = 300
    memory: int = 3072 * MEGABYTE
    """Of addresses: the library reserves much more than it uses."""
    effort: float = 2.0
    """Deterministic time of each search, about seconds: the same on a busy machine."""


USUAL = Limits()


def answers_from(module: str, asked: Mapping[str, object], limits: Limits) -> Iterator[Any]:
    """What a module answers (`python -m module`), line after line, until it ends or is killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=ALONE,
    )
    clock = threading.Timer(limits.seconds, child.kill)
    clock.daemon = True
    clock.start()
    bounds = {"seconds": limits.seconds, "memory": limits.memory, "effort": limits.effort}
    try:
        yield from _lines(child, {**asked, **bounds})
    finally:
        clock.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        child.wait()


def _lines(child: subprocess.Popen[bytes], asked: Mapping[str, object]) -> Iterator[Any]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the solver has no pipes")
    with suppress(BrokenPipeError):  # already dead: whoever asks does without it
        child.stdin.write(json.dumps(asked).encode())
        child.stdin.close()
    for line in child.stdout:
        if not line.endswith(b"\n"):
            return
        yield json.loads(line)


def told() -> dict[str, Any]:
    """In the child: what it is asked, once it has limited itself."""
    asked: dict[str, Any] = json.load(sys.stdin)
    memory, seconds = asked["memory"], asked["seconds"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return asked


def answer(value: object) -> None:
    """In the child: one line of answer."""
    print(json.dumps(value), flush=True)  # noqa: T201

"""A sender killed at each step: `python -m tests.sending FOLDER ROUNDS` (1,000 by `make kills`).

At each round a child writes a message in the transaction of an act, tells its number through a pipe once it
is committed, then delivers what waits to a real SMTP server (a process of its own). It dies by SIGKILL: in
the insert, after the commit, in the middle of DATA, between the server's « 250 OK » and the mark, after the
mark and before its commit, or at a random instant. The clock goes on eleven minutes from a round to the next,
so that what a dead sender held is given back. At the end a sender that nobody kills empties the outbox.

Then: every message told arrived; what was never committed did not; a message arrived twice at most once for
each kill, under one Message-ID.
"""

import email
import json
import os
import signal
import smtplib
import socket
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask
from sqlalchemy import func, select

from facilitator.audit.queries import record
from facilitator.clock import told_at
from facilitator.db import db
from facilitator.mail import jobs
from facilitator.mail.models import OutboxMessage
from facilitator.mail.queries import post
from facilitator.mail.rules import SETTLES, WAITING
from tests.crashing import killed
from tests.ticking import fresh

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
STEP = timedelta(minutes=11)
STEPS = ("insert", "commit", "data", "ok", "mark", "random", "none")
TWICE = {"ok", "mark", "random"}
"""The steps after which the server may have what the outbox does not know it has."""
forked = get_context("fork")


class Inbox:
    """Writes the number and the identity of each message before it says « 250 OK »."""

    def __init__(self, file: Path) -> None:
        self.file = file

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        """One message received whole."""
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content)
        with self.file.open("a") as file:
            file.write(f"{mail['Subject']} {mail['Message-ID']}\n")
        return "250 OK"


def receive(file: Path, port: int, ready: Event, stop: Event) -> None:
    """The server, until it is told to stop."""
    server = Controller(Inbox(file), hostname="127.0.0.1", port=port)
    server.start()
    ready.set()
    stop.wait()
    server.stop()


def die(*_: Any, **__: Any) -> Any:
    """At once, without any goodbye."""
    os.kill(os.getpid(), signal.SIGKILL)


def half(server: smtplib.SMTP, message: bytes) -> Any:
    """The middle of DATA."""
    server.putcmd("data")
    server.getreply()
    server.send(message[: len(message) // 2])
    die()


def after(real: Callable[..., Any]) -> Callable[..., Any]:
    """Mark, write it, and die before the commit."""

    def marked(*args: Any) -> None:
        real(*args)
        db.session.flush()
        die()

    return marked


def one_round(app: Flask, number: int, step: str, tell: Callable[[str], None]) -> None:
    """Write a message, tell it, deliver; die where it was said."""
    if step == "data":
        smtplib.SMTP.data = half  # type: ignore[method-assign,assignment]
    elif step == "ok":
        jobs.mark_sent = die
    elif step == "mark":
        jobs.mark_sent = after(jobs.mark_sent)
    with app.app_context(), told_at(START + number * STEP):
        message = post("Rappel", "camille@essai.example", f"n{number}", "Bonjour " * 200, key=f"n{number}")
        record("essai.written", message)
        if step == "insert":
            tell("")
            die()
        db.session.commit()
        tell(f"n{number}")
        if step == "commit":
            die()
    with app.app_context(), told_at(START + number * STEP + SETTLES):
        jobs.deliver()
        db.session.commit()


def play(app: Flask, rounds: int) -> tuple[set[str], Counter[str]]:
    """Every round; the messages told, and the kills of each step."""
    told: set[str] = set()
    steps: Counter[str] = Counter()
    for number in range(rounds):
        step = STEPS[number % len(STEPS)]
        most = 0.05 if step == "random" else None
        said = killed_at(app, number, step, most)
        told |= {one for one in said if one}
        steps[step] += 1
    return told, steps


def killed_at(app: Flask, number: int, step: str, most: float | None) -> list[str]:
    """One child; at a random instant when `most` says so, else where it dies by itself."""
    if most is not None:
        return killed(lambda tell: one_round(app, number, step, tell), most)
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        try:
            one_round(app, number, step, lambda said: os.write(into, f"{said}\n".encode()) and None)
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as lines:
        said = lines.read().splitlines()
    os.waitpid(child, 0)
    return said


def empty(app: Flask, rounds: int) -> int:
    """Deliver with nobody killed until nothing waits; what waits still."""
    left = 0
    for later in range(1, 9):
        with app.app_context(), told_at(START + (rounds + later * 20) * STEP):
            jobs.deliver()
            db.session.rollback()
            waits = select(func.count()).where(OutboxMessage.state.in_(WAITING))
            left = db.session.scalar(waits) or 0
            db.session.rollback()
            db.engine.dispose()
    return left


def verdict(file: Path, told: set[str], steps: Counter[str], left: int, rounds: int) -> dict[str, Any]:
    """The figures; those that must be nought come last."""
    arrived: Counter[str] = Counter()
    identities: defaultdict[str, set[str]] = defaultdict(set)
    for line in file.read_text().splitlines():
        number, identity = line.split(" ")
        arrived[number] += 1
        identities[number].add(identity)
    inserted = {f"n{number}" for number in range(rounds) if STEPS[number % len(STEPS)] == "insert"}
    twice = sum(count - 1 for count in arrived.values())
    kills = rounds - steps["none"]
    return {
        "rounds": rounds,
        "kills": kills,
        "by_step": dict(steps),
        "told": len(told),
        "arrived": len(arrived),
        "twice": twice,
        "lost": len(told - set(arrived)),
        "unborn_arrived": len(inserted & set(arrived)),
        "left_in_outbox": left,
        "twice_beyond_kills": max(0, twice - sum(steps[step] for step in TWICE)),
        "other_identity": sum(len(each) - 1 for each in identities.values()),
    }


def main(folder: Path, rounds: int) -> None:
    """Kill so many senders; fail when a figure that must be nought is not."""
    app, _ = fresh(folder, "sending")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app.config |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port)}
    file, ready, stop = folder / "received.txt", forked.Event(), forked.Event()
    file.touch()
    server = forked.Process(target=receive, args=(file, port, ready, stop))
    server.start()
    ready.wait(30)
    began = time.monotonic()
    told, steps = play(app, rounds)
    left = empty(app, rounds)
    found = verdict(file, told, steps, left, rounds)
    stop.set()
    server.join(10)
    found["seconds"] = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps(found) + "\n")
    nought = ("lost", "unborn_arrived", "left_in_outbox", "twice_beyond_kills", "other_identity")
    sys.exit(any(found[figure] for figure in nought))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

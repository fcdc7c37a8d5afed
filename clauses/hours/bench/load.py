"""Several users at once against the real server: raw sockets, so that the client costs little."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from clauses.hours.bench.world import token_of
from facilitator.clock import now

CONSOLE = "from facilitator.start import main; main()"
RAW_CSRF = "a csrf token of the bench"


@dataclass(frozen=True)
class Call:
    """One request, as bytes on the wire."""

    sent: bytes


def cookie_of(app: Flask, user: int) -> str:
    """The signed cookie of a user whose session is in the base."""
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held = {"token": token_of(user), "seen": int(now().timestamp()), "csrf_token": RAW_CSRF}
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(held)}"


def csrf_of(app: Flask) -> str:
    """A form's token, as the page would have given it."""
    return str(URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(RAW_CSRF))


def post(app: Flask, path: str, user: int, fields: dict[str, Any]) -> Call:
    """A form sent by a user."""
    body = urlencode({"csrf_token": csrf_of(app), **fields}, doseq=True).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie_of(app, user)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return Call(head.encode() + body)


def exchange(wire: socket.socket, call: Call) -> int:
    """Send a request and read its whole answer; the status."""
    wire.sendall(call.sent)
    held = b""
    while b"\r\n\r\n" not in held:
        held += _more(wire)
    head, _, body = held.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += _more(wire)
    return int(head[9:12])


def _more(wire: socket.socket) -> bytes:
    found = wire.recv(65536)
    if not found:
        raise ConnectionError("the server closed the connection")
    return found


def at_once(port: int, calls: Sequence[Call], users: int) -> dict[str, Any]:
    """All the calls, so many users at once, each on its own connection; rate, latencies, statuses."""
    waiting, told, lock = iter(calls), [], threading.Lock()

    def user() -> None:
        with socket.create_connection(("127.0.0.1", port)) as wire:
            while True:
                with lock:
                    call = next(waiting, None)
                if call is None:
                    return
                start = time.perf_counter()
                status = exchange(wire, call)
                told.append((time.perf_counter() - start, status))

    threads = [threading.Thread(target=user) for _ in range(users)]
    start, spent = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, own = time.perf_counter() - start, 1000 * (time.process_time() - spent)
    return {"users": users, "client_cpu_ms": round(own / max(1, len(told)), 2)} | figures(told, seconds)


def figures(told: Sequence[tuple[float, int]], seconds: float) -> dict[str, Any]:
    """The rate, the latencies in milliseconds, how many answers of each status."""
    times = sorted(1000 * one for one, _ in told)
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    return {
        "requests": len(told),
        "per_second": round(len(told) / seconds, 1),
        "p50_ms": round(cuts[49], 2),
        "p95_ms": round(cuts[94], 2),
        "max_ms": round(times[-1], 2),
        "statuses": {str(status): count for status, count in Counter(one for _, one in told).items()},
    }


@contextmanager
def serving(environment: dict[str, str], workers: int, threads: int) -> Iterator[tuple[int, int]]:
    """The product's own server on a free port, until the block ends; the port and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", CONSOLE, "serve", "--port", str(port)]
    command += ["--workers", str(workers), "--threads", str(threads)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet) as server:
        try:
            _wait(port)
            yield port, server.pid
        finally:
            server.terminate()
            server.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as wire:
                if exchange(wire, Call(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")) == 200:
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and its children so far."""
    ticks = 0
    family = [pid]
    for each in family:
        try:
            with open(f"/proc/{each}/task/{each}/children", encoding="ascii") as file:
                family += [int(child) for child in file.read().split()]
            with open(f"/proc/{each}/stat", encoding="ascii") as file:
                fields = file.read().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")

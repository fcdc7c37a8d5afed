"""A kept file passes the antivirus first, where the installation names one (`FACILITATOR_SCANNER`).

`clamd://host:port` or `clamd:///run/clamav/clamd.ctl` speaks to ClamAV (INSTREAM, clamd(8)). Anything else is
a command, given the path of the file, which ends like clamscan(1): 0 clean, 1 infected. An antivirus that is
named and does not answer lets nothing through.
"""

import shlex
import socket
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from facilitator.words import RuleBroken

PATIENCE_SECONDS = 15
CHUNK = 64 * 1024
CLEAN, INFECTED = 0, 1
FOUND = "L’antivirus a trouvé un danger dans ce fichier : il n’est pas gardé."
SILENT = (
    "L’antivirus ne répond pas, et rien n’est gardé sans lui : réessayez dans quelques minutes, ou "
    "prévenez votre facilitateur."
)
NONE = (
    "Aucun antivirus n’est réglé (FACILITATOR_SCANNER) : les fichiers reçus sont gardés sans être examinés."
)
AWAY = "L’antivirus réglé (FACILITATOR_SCANNER) ne répond pas : aucun fichier n’est accepté."


def check_clean(path: Path, scanner: str) -> None:
    """Raise `RuleBroken` on `file` when the antivirus finds something, or does not answer; '' asks nobody."""
    if not scanner:
        return
    try:
        clean = _streamed(path, scanner) if scanner.startswith("clamd:") else _run(path, scanner)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise RuleBroken(SILENT, "file") from error
    if not clean:
        raise RuleBroken(FOUND, "file")


def notice(scanner: str) -> str:
    """What whoever keeps the server must know of it; '' when an antivirus answers."""
    if not scanner:
        return NONE
    with NamedTemporaryFile() as file:
        try:
            check_clean(Path(file.name), scanner)
        except RuleBroken:
            return AWAY
    return ""


def _run(path: Path, command: str) -> bool:
    done = subprocess.run(
        [*shlex.split(command), str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode not in (CLEAN, INFECTED):
        raise ValueError(f"the antivirus ended with {done.returncode}")
    return done.returncode == CLEAN


def _streamed(path: Path, address: str) -> bool:
    with _connected(address) as server, path.open("rb") as file:
        server.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            server.sendall(len(chunk).to_bytes(4, "big") + chunk)
        server.sendall(bytes(4))
        answer = b""
        while part := server.recv(1024):
            answer += part
    said = answer.rstrip(b"\0\n")
    if not said.endswith((b" OK", b" FOUND")):
        raise ValueError(f"the antivirus says {said!r}")
    return said.endswith(b" OK")


def _connected(address: str) -> socket.socket:
    place = urlsplit(address)
    if place.hostname is not None:
        return socket.create_connection((place.hostname, place.port or 3310), PATIENCE_SECONDS)
    server = socket.socket(socket.AF_UNIX)
    server.settimeout(PATIENCE_SECONDS)
    try:
        server.connect(place.path)
    except OSError:
        server.close()
        raise
    return server

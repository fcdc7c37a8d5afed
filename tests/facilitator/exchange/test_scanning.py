"""A kept file passes the antivirus; one that is named and away lets nothing through."""

import shlex
import socketserver
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from facilitator.exchange.scanning import AWAY, FOUND, NONE, SILENT, check_clean, notice
from facilitator.words import RuleBroken

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
FINDS = b"stream: OK", b"stream: Eicar FOUND"
COMPLAINS = (b"INSTREAM size limit exceeded. ERROR",) * 2


class Clamd(socketserver.BaseRequestHandler):
    """As much of clamd as speaks INSTREAM."""

    says = FINDS

    def handle(self) -> None:
        """Read chunks until the empty one, then say."""
        file = self.request.makefile("rb")
        assert file.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(file.read(4), "big"):
            content += file.read(size)
        self.request.sendall(self.says[EICAR in content] + b"\0")


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Its address."""
    path = str(tmp_path / "clamd.ctl")
    with (
        socketserver.TCPServer(("127.0.0.1", 0), Clamd)
        if request.param == "tcp"
        else socketserver.UnixStreamServer(path, Clamd)
    ) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        address = server.server_address
        yield f"clamd://127.0.0.1:{address[1]}" if request.param == "tcp" else f"clamd://{path}"
        server.shutdown()


def file_of(folder: Path, content: bytes) -> Path:
    """A file."""
    path = folder / "file"
    path.write_bytes(content)
    return path


def test_clamd_lets_the_clean_through_and_stops_the_other(clamd: str, tmp_path: Path) -> None:
    check_clean(file_of(tmp_path, b"%PDF-1.7 " + bytes(300_000)), clamd)
    with pytest.raises(RuleBroken, match=FOUND[:20]):
        check_clean(file_of(tmp_path, b"%PDF-1.7 " + bytes(300_000) + EICAR), clamd)
    assert notice(clamd) == ""


def test_a_command_ends_as_clamscan_does(tmp_path: Path) -> None:
    script = f"import sys; sys.exit({EICAR!r} in open(sys.argv[1], 'rb').read())"
    command = shlex.join([sys.executable, "-c", script])
    check_clean(file_of(tmp_path, b"%PDF-1.7"), command)
    with pytest.raises(RuleBroken, match=FOUND[:20]):
        check_clean(file_of(tmp_path, EICAR), command)


@pytest.mark.parametrize(
    "scanner", ["clamd://127.0.0.1:1", "clamd:///rien.ctl", "clamd://", "/nulle/part", "sh -c 'exit 2'"]
)
def test_an_antivirus_that_is_away_lets_nothing_through(scanner: str, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match=SILENT[:20]):
        check_clean(file_of(tmp_path, b"%PDF-1.7"), scanner)
    assert notice(scanner) == AWAY


def test_a_daemon_that_complains_lets_nothing_through(
    clamd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Clamd, "says", COMPLAINS)
    with pytest.raises(RuleBroken, match=SILENT[:20]):
        check_clean(file_of(tmp_path, b"%PDF-1.7"), clamd)


def test_where_none_is_named_the_doctor_says_so(tmp_path: Path) -> None:
    check_clean(file_of(tmp_path, EICAR), "")
    assert notice("") == NONE

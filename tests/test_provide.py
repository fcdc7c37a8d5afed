"""What a machine lacks is said in one line, and forgiven only where skipping is allowed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.provide import NEEDS, STRICT, lack

BROWSER = """
import pytest

@pytest.mark.browser
@pytest.mark.parametrize("page", range(3))
def test_a_page(page):
    pass
"""


@pytest.fixture
def on_a_bare_machine(tmp_path: Path) -> Path:
    """Tests that need a browser, and a folder of programs that holds none."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "test_pages.py").write_text(BROWSER)
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_runtest_setup\n")
    return tmp_path


def run(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The closing lines of the tests of this folder, on a machine whose programs are those of its `bin`."""
    command = [sys.executable, "-m", "pytest", "-q", "-c", "pyproject.toml", "-p", "no:cacheprovider"]
    bare = {name: value for name, value in os.environ.items() if name != STRICT}
    return subprocess.run(
        [*command, f"--rootdir={folder}", str(folder)],
        env=bare | {"PATH": str(folder / "bin"), "PYTHONPATH": str(ROOT)} | env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_missing_is_said_in_one_line(on_a_bare_machine: Path) -> None:
    done = run(on_a_bare_machine)
    said = [line for line in done.stdout.splitlines() if "Chromium is missing" in line]

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(said) == 1, done.stdout
    assert "install the package chromium" in said[0]
    assert "3 skipped" in done.stdout


def test_where_nothing_may_be_skipped_the_lack_is_a_failure(on_a_bare_machine: Path) -> None:
    done = run(on_a_bare_machine, **{STRICT: "1"})

    assert done.returncode == 1
    assert "Chromium is missing" in done.stdout


def test_each_marker_of_a_need_is_known(pytestconfig: pytest.Config) -> None:
    known = {line.split(":")[0] for line in pytestconfig.getini("markers")}

    assert {need.marker for need in NEEDS} <= known
    assert lack("rien") is None

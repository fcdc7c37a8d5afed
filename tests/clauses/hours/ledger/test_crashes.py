"""A declaration that was acknowledged is never lost, one that was not is never half there."""

import json
import subprocess
import sys
from pathlib import Path

KILLS = 25


def test_killed_in_the_middle_nothing_told_is_lost_and_every_sum_holds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.crashing", str(tmp_path / "killed.sqlite3"), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["kills"] == KILLS
    assert told["acts"] >= KILLS

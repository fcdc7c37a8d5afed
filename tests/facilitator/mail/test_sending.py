"""A sender killed at each step, in short; `make kills` does it a thousand times."""

import json
import subprocess
import sys
from pathlib import Path

from tests.house import ROOT


def test_a_sender_killed_at_each_step_loses_nothing(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "tests.sending", str(tmp_path), "21"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    found = json.loads(answer.stdout)
    assert (found["rounds"], found["kills"], found["told"]) == (21, 18, 18)
    assert found["twice"] > 0, "the server was never killed between 250 OK and the mark"

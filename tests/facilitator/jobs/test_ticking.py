"""Eight workers at once, in short; `make ticks` asks a thousand times."""

import json
import subprocess
import sys
from pathlib import Path

from tests.house import ROOT


def test_eight_workers_run_each_job_once_a_period_though_some_are_killed(tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "tests.ticking", str(tmp_path), "20"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)

    assert answer.returncode == 0, answer.stdout + answer.stderr
    found = json.loads(answer.stdout)
    assert found["together"]["asked"] == 20 * 8 * 4
    assert found["storm"]["kills"] > 0
    assert found["stopped"]["skipped"] == 4

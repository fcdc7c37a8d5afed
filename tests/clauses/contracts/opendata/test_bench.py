"""The bench of the import: its file is procurement data, its figures are figures."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from clauses.contracts.opendata.bench.commands import bench_import
from clauses.contracts.opendata.bench.generation import write
from clauses.contracts.opendata.bench.measures import incremental, parse
from clauses.contracts.opendata.reading.files import Reader
from clauses.contracts.opendata.reading.strict import StrictReader


def test_the_clean_file_goes_through_the_fast_reader(tmp_path: Path) -> None:
    path = tmp_path / "clean.json"
    count = write(path, 2, dirty_percent=0)
    strict = StrictReader(date(2026, 11, 21))
    records = json.loads(path.read_text())["marches"]["marche"]

    assert parse(path) == incremental(path) == len(records) == count
    assert sum(strict.read(json.dumps(each).encode()) is not None for each in records) > count * 0.999


def test_the_dirty_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "dirty.json"
    count = write(path, 2, dirty_percent=6)
    batches = list(Reader(path, date(2026, 11, 21)).batches())

    assert sum(len(batch.rows) + len(batch.refusals) for batch in batches) == count
    assert sum(batch.repaired for batch in batches) > count * 0.04
    assert 0 < sum(len(batch.refusals) for batch in batches) < count * 0.02


def test_the_bench_prints_its_figures_beside_the_fastest_parse() -> None:
    done = CliRunner().invoke(bench_import, ["--megabytes", "2", "--json"])
    facts = json.loads(done.output)

    assert done.exit_code == 0
    for kind in ("parse", "ijson", "import", "import_clean"):
        assert facts[kind]["megabytes_per_second"] > 0
    for kind in ("parse", "ijson", "import"):
        assert facts[kind]["records"] == facts["file"]["records"]
    for kind in ("import", "import_clean"):
        found = facts[kind]
        assert found["read"] == found["created"] + found["updated"] + found["unchanged"] + found["refused"]
        assert 0 < found["peak_memory_mb"] < 200
        assert found["start_seconds"] == pytest.approx(found["command_seconds"] - found["seconds"], abs=0.02)
        rounded = max(0.05, 0.006 / found["seconds"])  # the seconds it prints have two places
        assert found["records_per_second"] == pytest.approx(found["read"] / found["seconds"], rel=rounded)
    assert facts["import"]["repaired"] > 0 == facts["import_clean"]["repaired"]


def test_a_wholly_clean_bench_imports_one_file_only() -> None:
    done = CliRunner().invoke(bench_import, ["--megabytes", "1", "--dirty", "0"])

    assert done.exit_code == 0
    assert done.output.count("import complet") == 1

"""The command itself on files at the edge: it counts everything, says one sentence, and never crashes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from clauses.contracts.opendata.bench.generation import write as write_large
from clauses.contracts.opendata.imports import preview_import
from facilitator.cli import main
from facilitator.db import db
from tests.clauses.contracts.opendata.samples import BUYER, as_v2, each_real_file, many, published
from tests.clauses.contracts.opendata.test_imports import command, counts, load, state


def answered(app: Flask, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, JSON answer and what was said on the error output, in this process.

    A process of its own is started by `test_imports.py` and by the two imports at once below.
    """
    told = {f"FACILITATOR_{name}": str(app.config[name]) for name in ("DATABASE_URL", "SECRET_KEY")}
    db.session.rollback()
    done = CliRunner().invoke(main, ["contracts", "import", *arguments, "--json"], env=told)
    db.session.rollback()
    return done.exit_code, json.loads(done.stdout), done.stderr


@pytest.mark.each_engine
def test_two_imports_at_once_store_each_contract_once(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    count = write_large(path, 12, dirty_percent=3)
    both = [command(app, "contracts", "import", str(path), "--json") for _ in range(2)]
    answers = [(json.loads(each.communicate()[0]), each.returncode) for each in both]

    assert [code for _, code in answers] == [0, 0]
    assert [answer["read"] for answer, _ in answers] == [count, count]
    assert sum(answer["created"] for answer, _ in answers) == count - answers[0][0]["refused"]
    together = state()
    assert len(together) == count - answers[0][0]["refused"]
    assert counts(load(path))[1:3] == (0, 0)
    assert state() == together


def test_an_authority_may_be_written_with_spaces(app: Flask, tmp_path: Path) -> None:
    others = [record | {"acheteur": {"id": "22630001000015"}} for record in many(2)]
    path = tmp_path / "file.json"
    path.write_text(as_v2([published(), *others]))
    spaced = f"{BUYER[:3]} {BUYER[3:6]} {BUYER[6:9]}\u00a0{BUYER[9:]}"
    code, answer, said = answered(app, str(path), "--authority", spaced)

    assert (code, answer["read"], answer["created"], answer["skipped"], said) == (0, 1, 1, 2, "")
    code, answer, said = answered(app, str(path), "--authority", "123")
    assert (code, answer["read"]) == (2, 0)
    assert len(said.strip().splitlines()) == 1


FILES = {
    "empty": ("", 2),
    "{}": ("{}", 2),
    "[]": ("[]", 2),
    "an empty list of contracts": ('{"marches": []}', 0),
    "one record alone": (json.dumps(published()), 0),
    "a cut file": (as_v2(many(5))[:-300], 1),
    "deep": ('{"marches": [' + "[" * 10_000, 1),
}


@pytest.mark.parametrize("kind", FILES)
def test_the_exit_code_says_what_the_file_is(kind: str, app: Flask, tmp_path: Path) -> None:
    content, expected = FILES[kind]
    path = tmp_path / "file.json"
    path.write_text(content)
    code, answer, said = answered(app, str(path))

    assert code == expected
    assert answer["read"] == sum(answer[name] for name in ("created", "updated", "unchanged", "refused"))
    assert len(said.strip().splitlines()) == (1 if expected else 0)
    assert ("error" in answer) is bool(expected)


@each_real_file()
def test_a_trial_of_a_real_file_counts_as_the_import_does(app: Flask, path: Path) -> None:
    for _ in range(2):
        trial = preview_import(path)
        db.session.rollback()
        assert counts(trial) == counts(load(path))

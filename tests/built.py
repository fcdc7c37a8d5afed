"""What takes seconds to build, as files that each process then copies: no test writes in them."""

import pickle
import shutil
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from sqlalchemy import create_engine

from facilitator.cli import main
from facilitator.db import Installation
from facilitator.schema import upgrade
from tests.matrix import gathered
from tests.spare import SECRET, fresh
from tests.world import World


def make_empty(folder: Path) -> None:
    """An SQLite database at head."""
    engine = create_engine(f"sqlite:///{folder / 'empty.sqlite3'}")
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(Installation.__table__.insert().values(id=1, is_demo=False))
    engine.dispose()


def make_demonstration(folder: Path) -> None:
    """The demonstration territory and its files, made by its command, whose answer is kept beside."""
    settings = {"DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}", "UPLOAD_DIR": str(folder / "uploads")}
    environment = {f"FACILITATOR_{name}": value for name, value in settings.items()}
    answer = CliRunner().invoke(main, ["demo"], env=environment | {"FACILITATOR_SECRET_KEY": SECRET})
    assert answer.exit_code == 0, answer.output
    (folder / "answer.txt").write_text(answer.output)


def make_world(folder: Path) -> None:
    """The things of the access matrix and their files; beside them, what each line is asked with."""
    make_empty(folder)
    world = World(fresh(f"sqlite:///{folder / 'empty.sqlite3'}", folder), gathered())
    numbers = world.make_things()
    world.close()
    (folder / "empty.sqlite3").rename(folder / "world.sqlite3")
    (folder / "uploads").mkdir(exist_ok=True)
    made = [[(each, world.made[line.args, each]) for each in line.relations] for line in world.lines]
    (folder / "asked.pickle").write_bytes(pickle.dumps((made, numbers)))


def world_on(app: Flask, folder: Path) -> World:
    """The world that was made in a folder, copied to this application; each role signs in anew."""
    shutil.copy(folder / "world.sqlite3", app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    shutil.copytree(folder / "uploads", app.config["UPLOAD_DIR"], dirs_exist_ok=True)
    made, numbers = pickle.loads((folder / "asked.pickle").read_bytes())
    world = World(app, gathered())
    for line, things in zip(world.lines, made, strict=True):
        world.made |= {(line.args, relation): thing for relation, thing in things}
    world.let_in(numbers)
    return world

"""One application lent to one test after another.

Making an application compiles every address of the house, and a new engine compiles every statement anew:
that costs more than most tests. Each test finds its own database at the address where the last one's stood.
What a test changes in the application is put back; one that was given routes or hooks is thrown away, and so
is an engine that was given somebody who listens.
"""

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine

from facilitator.app import create_app, demo_teller
from facilitator.db import db

SECRET = "a test key that is long enough to be one"


def fresh(url: str, folder: Path) -> Flask:
    """A new application on a database that is there."""
    kept = {"UPLOAD_DIR": str(folder / "uploads"), "AGENDA_DIR": str(folder / "agenda")}
    return create_app(SECRET_KEY=SECRET, DATABASE_URL=url, TESTING=True, **kept)


def hooks(app: Flask) -> list[int]:
    """How many routes and hooks the application has, kind by kind."""
    tables: list[Any] = [
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.template_context_processors,
        app.error_handler_spec,
    ]
    counted = [sum(len(found) for found in table.values()) for table in tables]
    return [len(app.view_functions), len(list(app.url_map.iter_rules())), *counted]


def engine_of(app: Flask) -> Engine:
    """The engine of an application."""
    with app.app_context():
        return db.engine


def listeners(engine: Engine) -> list[int]:
    """How many listen to the engine, event by event."""
    sources: list[Any] = [engine.dispatch, engine.pool.dispatch, engine.dialect.dispatch]
    return [len(getattr(source, name)) for source in sources for name in sorted(source._event_names)]


class Spare:
    """The application that waits for the next test: one for each engine."""

    def __init__(self) -> None:
        self.app: Flask | None = None
        self.lent = False

    def lend(self, url: str, folder: Path) -> Flask:
        """The application on this database; a new one when the spare is out or was spoilt."""
        if self.lent:
            return fresh(url, folder)
        if self.app is None:
            self.app = fresh(url, folder)
            self.born = hooks(self.app)
            self.looks = dict(vars(self.app))
            self.heard = listeners(engine_of(self.app))
            self.tables = [
                (table, dict(table))
                for table in (
                    self.app.config,
                    self.app.extensions,
                    self.app.view_functions,
                    self.app.jinja_env.globals,
                    self.app.jinja_env.filters,
                )
            ]
        else:
            self._move(self.app, url, folder)
        self.lent = True
        return self.app

    def _move(self, app: Flask, url: str, folder: Path) -> None:
        """Put it on another database, as if it were new."""
        kept = {"UPLOAD_DIR": str(folder / "uploads"), "AGENDA_DIR": str(folder / "agenda")}
        app.config.update(DATABASE_URL=url, **kept)
        app.extensions["is_demo"] = demo_teller()
        engine = engine_of(app)
        if engine.url.render_as_string(hide_password=False) == url and listeners(engine) == self.heard:
            return
        app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url}}
        app.extensions.pop("sqlalchemy")
        closing, shell = len(app.teardown_appcontext_funcs), len(app.shell_context_processors)
        db.init_app(app)
        del app.teardown_appcontext_funcs[closing:], app.shell_context_processors[shell:]

    def take_back(self, app: Flask) -> None:
        """Put back what the test changed, or throw the application away."""
        if app is not self.app:
            return
        self.lent = False
        if hooks(app) != self.born:
            self.app = None
            return
        vars(app).clear()
        vars(app).update(self.looks)
        for table, before in self.tables:
            table.clear()
            table.update(before)
        app._got_first_request = False

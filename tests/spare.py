"""One application lent to one test after another.

Making an application compiles every address of the house: that costs more than most tests. What a test
changes in it is put back; one that was given routes or hooks is thrown away.
"""

from pathlib import Path
from typing import Any

from flask import Flask

from facilitator.app import create_app, demo_teller
from facilitator.db import db

SECRET = "a test key that is long enough to be one"


def fresh(url: str, folder: Path) -> Flask:
    """A new application on a database that is there."""
    uploads = str(folder / "uploads")
    return create_app(SECRET_KEY=SECRET, DATABASE_URL=url, UPLOAD_DIR=uploads, TESTING=True)


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


class Spare:
    """The application that waits for the next test."""

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
        app.config.update(DATABASE_URL=url, UPLOAD_DIR=str(folder / "uploads"))
        app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": url}}
        app.extensions.pop("sqlalchemy")
        app.extensions["is_demo"] = demo_teller()
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

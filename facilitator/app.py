"""The roof: builds the application out of its rooms and of the features it finds by name."""

from collections.abc import Callable
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from jinja2 import StrictUndefined
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from facilitator import errors, guard, headers, health
from facilitator.audit.queries import is_demonstration
from facilitator.config import FEATURES, ROOT, settings
from facilitator.db import Installation, db
from facilitator.feature import Feature, links_to, panels_on
from facilitator.formats import FILTERS, plural

ROOMS = (
    "facilitator.audit",
    "facilitator.mail",
    "facilitator.once",
    "facilitator.accounts",
    "facilitator.agenda",
    "facilitator.home",
    "facilitator.jobs",
    "facilitator.backups",
    "facilitator.doctor",
)

csrf = CSRFProtect()


class Cookies(SecureCookieSessionInterface):
    """The signed cookie of Flask, whose signer is made once for the keys and not in each request."""

    def __init__(self) -> None:
        self.signers: dict[Any, URLSafeTimedSerializer | None] = {}

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """That of the application's keys, past ones included."""
        keys = (app.secret_key, *(app.config["SECRET_KEY_FALLBACKS"] or ()))
        if keys not in self.signers:
            self.signers[keys] = super().get_signing_serializer(app)
        return self.signers[keys]


def find_features() -> list[Feature]:
    """The rooms of the shell, then the features in the order of `FEATURES`."""
    names = [*ROOMS, *FEATURES]
    return [import_module(f"{name}.feature").feature for name in names]


def create_app(**overrides: Any) -> Flask:
    """The WSGI application; `overrides` replace settings (tests)."""
    app = Flask(
        "facilitator",
        instance_path=str(ROOT / "var"),
        root_path=str(ROOT / "facilitator"),
        template_folder=str(ROOT / "templates"),
    )
    app.url_map.strict_slashes = False
    app.config.from_mapping(settings(**overrides))
    behind_proxies(app, int(app.config["TRUSTED_PROXIES"]))
    app.session_interface = Cookies()
    db.init_app(app)
    close_nothing_asynchronous(app)
    prepare_templates(app)
    guard.init_app(app)
    csrf.init_app(app)  # after the guard: a form that is refused knows who sent it
    app.extensions["is_demo"] = demo_teller()
    app.extensions["features"] = find_features()
    for feature in app.extensions["features"]:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
    for view in app.view_functions.values():
        if getattr(view, "one_click", False):
            csrf.exempt(view)
    app.register_blueprint(health.bp)
    errors.init_app(app)
    headers.init_app(app)
    return app


def behind_proxies(app: Flask, count: int) -> None:
    """Read the browser's address through so many proxies of ours; with none, no header is believed."""
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]


def close_nothing_asynchronous(app: Flask) -> None:
    """No session here is asynchronous: to close none, the extension starts a thread in every request."""
    closing = app.teardown_appcontext_funcs
    closing[:] = [close for close in closing if not iscoroutinefunction(close)]


def demo_teller() -> Callable[[], bool]:
    """A question asked by every page, read once in a process: what a database is never changes."""
    known: list[bool] = []

    def is_demo() -> bool:
        if not known:
            try:
                if db.session.get(Installation, 1) is None:
                    return False
            except SQLAlchemyError:
                return False
            known.append(is_demonstration())
        return known[0]

    return is_demo


def prepare_templates(app: Flask) -> None:
    """Undefined is an error; only `formats` gives filters; the shell's own few names."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["plural"] = plural
    app.jinja_env.globals["links_to"] = links_to
    app.jinja_env.globals["panels_on"] = panels_on
    app.context_processor(lambda: {"shell": guard.shell()})

"""The application as the server runs it, in each of its processes."""

import gc

from flask import Flask

from facilitator.app import create_app

COLLECTED_EVERY = 10_000
"""New objects between two looks of the collector (Python's 700 are for small programs)."""


def application() -> Flask:
    """The WSGI application. What was made to start it lives as long as the process: the collector, that would
    stop everybody to read it all again, leaves it out.
    """
    app = create_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_EVERY, 10, 10)
    return app

"""Alembic's environment: online only, on the connection that the command hands in."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from facilitator.db import Base, Exact, Instant, Money

TYPES = {"Exact": Exact, "Instant": Instant, "Money": Money}


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their name in `facilitator.db`."""
    if kind == "type" and type(item).__name__ in TYPES:
        autogen.imports.add("from facilitator import db")
        return f"db.{type(item).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

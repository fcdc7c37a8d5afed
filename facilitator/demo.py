"""The demonstration: only in a database born for it, built part by part, each part once."""

from collections.abc import Iterator

from flask import current_app
from sqlalchemy import Engine, func, inspect, select, table

from facilitator.accounts.demonstration.queries import BUILT
from facilitator.audit.models import AuditEvent
from facilitator.audit.queries import bear, is_demonstration, record
from facilitator.db import Installation, db
from facilitator.schema import upgrade
from facilitator.words import RuleBroken

ALEMBIC = "alembic_version"


def prepare(engine: Engine) -> None:
    """Create or migrate the demonstration's database; leave any other one untouched and refuse."""
    tables = set(inspect(engine).get_table_names())
    if Installation.__tablename__ in tables and db.session.get(Installation, 1) is not None:
        if not is_demonstration():
            raise RuleBroken(
                "Cette base de données n’est pas une démonstration, et ne le deviendra jamais : "
                "nommez-en une autre, vide, dans FACILITATOR_DATABASE_URL."
            )
    elif any(map(_holds_rows, tables - {ALEMBIC})):
        raise RuleBroken(
            "Cette base de données contient déjà autre chose : la démonstration ne se construit que dans "
            "une base vide. Nommez-en une autre dans FACILITATOR_DATABASE_URL."
        )
    db.session.rollback()
    upgrade(engine)
    if db.session.get(Installation, 1) is None:
        bear(is_demo=True)
        db.session.commit()


def _holds_rows(name: str) -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(table(name))))


def build() -> Iterator[str]:
    """Build what the features show and is not there yet; a French sentence for each part built."""
    for feature in current_app.extensions["features"]:
        for part in feature.demo:
            if part.name in built_parts():
                continue
            made = part.build()
            record(BUILT, "demonstration", part=part.name)
            db.session.commit()
            yield f"{part.label} : {made}."
    db.session.rollback()


def built_parts() -> set[str]:
    """The names of the parts this database already holds."""
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.action == BUILT))
    return {event.details["part"] for event in events}

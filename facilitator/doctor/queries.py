"""Look at every invariant; keep what was found; read it for an asker."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, delete, func, select

from facilitator.access import Asker, Role
from facilitator.clock import now
from facilitator.db import db, reading
from facilitator.doctor.models import Breach
from facilitator.doctor.rules import named
from facilitator.exchange.listing import Listing
from facilitator.feature import Feature, Finder, Invariant, Place

SHOWN = 20
"""Breaches told of each invariant; all are counted."""
KEPT = 200
"""Breaches of each invariant that the round keeps for the page."""


@dataclass(frozen=True)
class Finding:
    """How one invariant stands: how many breaches, the first of them."""

    invariant: Invariant
    count: int
    breaches: list[str]


def examine(features: list[Feature], shown: int = SHOWN) -> list[Finding]:
    """Look at every invariant of the house; nothing is written."""
    token = reading.set(True)
    try:
        return [_look(invariant, shown) for feature in features for invariant in feature.invariants]
    finally:
        db.session.rollback()
        reading.reset(token)


def _look(invariant: Invariant, shown: int) -> Finding:
    count, breaches = 0, []
    for sentence in invariant.breaches():
        count += 1
        if count <= shown:
            breaches.append(sentence)
    return Finding(invariant, count, breaches)


def keep(found: list[Finding], places: Mapping[str, Finder]) -> None:
    """Put what this round found in the place of what the last one had (the caller commits)."""
    at = now()
    rows = [
        (each.invariant, sentence, place_of(sentence, places)) for each in found for sentence in each.breaches
    ]
    db.session.execute(delete(Breach))
    for invariant, sentence, place in rows:
        db.session.add(
            Breach(
                invariant=invariant.name,
                label=invariant.label,
                sentence=sentence[:400],
                endpoint=place.endpoint,
                args=dict(place.args),
                body_id=place.body_id,
                seen_at=at,
            )
        )


def place_of(sentence: str, places: Mapping[str, Finder]) -> Place:
    """Where the thing of this sentence is seen, and whose it is."""
    thing = named(sentence, places.keys())
    return (places[thing[0]](thing[1]) if thing else None) or Place()


def breaches_of(asker: Asker) -> Select[Breach]:
    """Those of the asker's body; all for whoever keeps the platform."""
    found = select(Breach).order_by(Breach.id)
    return found if asker.role is Role.PLATFORM_ADMIN else found.where(Breach.body_id == asker.body_id)


def listed(asker: Asker, listing: Listing) -> Select[Breach]:
    """Those that answer the filter."""
    found = breaches_of(asker)
    return found.where(Breach.invariant == listing["regle"]) if listing["regle"] else found


def count_breaches(asker: Asker) -> int:
    """How many the asker may see."""
    found = breaches_of(asker).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0

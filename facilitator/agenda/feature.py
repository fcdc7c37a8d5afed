"""What the agenda hands to the shell."""

from collections.abc import Iterator

from flask import url_for

from facilitator.access import EVERY_ROLE, Asker, Role
from facilitator.agenda.views import bp
from facilitator.feature import Feature, Link

TAKEN = frozenset({"worksite", "cohort"})
"""The things whose page offers their calendar, beside the list of all."""


def links(asker: Asker, kind: str, thing_id: int) -> Iterator[Link]:
    """The calendar of a thing, from its page."""
    if kind in TAKEN and asker.role in EVERY_ROLE - {Role.PLATFORM_ADMIN}:
        yield Link("S’abonner à son agenda", url_for("agenda.create", sujet=f"{kind} {thing_id}"))


feature = Feature(
    "agenda",
    blueprints=(bp,),
    links=links,
    acts={
        "feed.created": "Agenda pris par adresse secrète",
        "feed.renewed": "Adresse d’un agenda changée",
        "feed.revoked": "Agenda par adresse secrète fermé",
    },
)

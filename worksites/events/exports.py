"""Columns of the list of events, by who reads."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.events.pages import TONES

TITLE = Column("Événement", attrgetter("event.title"), sort="titre")
KIND = Column("Type", attrgetter("event.kind"), sort="type")
STATE = Column("État", attrgetter("event.state"), sort="etat", tone=lambda row: TONES[row.event.state])
STARTS = Column("Début", attrgetter("event.starts_at"), Kind.INSTANT, "jour")
ENDS = Column("Fin", attrgetter("event.ends_at"), Kind.INSTANT, on_screen=False)
PLACE = Column("Lieu", attrgetter("place"), is_wide=True)
WHAT = (TITLE, KIND, STATE, STARTS, ENDS, PLACE)
GUEST_COLUMNS = (*WHAT, Column("Métiers", attrgetter("trades")))
"""A company’s, a partner’s: what it is invited to."""
BUYER_COLUMNS = (
    *WHAT,
    Column("Entreprises", attrgetter("companies"), Kind.NUMBER),
    Column("Candidats venus", attrgetter("came"), Kind.NUMBER),
)
"""A buyer’s: counts, and nobody’s name."""
COLUMNS = (
    *WHAT,
    Column("Chantier", lambda row: row.event.worksite.name if row.event.worksite else None, on_screen=False),
    Column(
        "Programme", lambda row: row.event.operation.name if row.event.operation else None, on_screen=False
    ),
    Column("Métiers", attrgetter("trades"), on_screen=False),
    Column("Entreprises", attrgetter("companies"), Kind.NUMBER),
    Column("Candidats", attrgetter("expected"), Kind.NUMBER),
    Column("Candidats venus", attrgetter("came"), Kind.NUMBER, on_screen=False),
    Column("Préparation", attrgetter("ready")),
)
SHORT = (TITLE, KIND, STATE, STARTS, PLACE)
"""On the page of a worksite, of a programme, of a contract."""

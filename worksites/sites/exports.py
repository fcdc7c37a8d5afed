"""Columns of the list of worksites."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.sites.place_rules import Moment

TONES = {Moment.RUNNING: "good", Moment.COMING: "info", Moment.OVER: "neutral", Moment.UNDATED: "warn"}
NAME = Column("Chantier", attrgetter("worksite.name"), sort="nom")
ADDRESS = Column("Adresse", attrgetter("worksite.address"), on_screen=False)
POSTCODE = Column("Code postal", attrgetter("worksite.postcode"), on_screen=False)
COMMUNE = Column("Commune", attrgetter("worksite.commune"), sort="commune")
STARTS = Column("Début", attrgetter("worksite.starts_on"), Kind.DATE, "debut")
ENDS = Column("Fin", attrgetter("worksite.ends_on"), Kind.DATE, "fin")
COLUMNS = (
    NAME,
    Column("Programme", lambda row: row.worksite.operation.name if row.worksite.operation else None),
    ADDRESS,
    POSTCODE,
    COMMUNE,
    Column("Code INSEE", attrgetter("worksite.commune_code"), on_screen=False),
    Column("Quartier prioritaire", attrgetter("worksite.neighbourhood")),
    Column("État", attrgetter("moment"), tone=lambda row: TONES[row.moment]),
    STARTS,
    ENDS,
    Column("Marchés", attrgetter("contracts"), Kind.NUMBER),
    Column("Phases", attrgetter("phases"), Kind.NUMBER),
    Column("Position", attrgetter("position"), on_screen=False),
)
COMPANY_COLUMNS = (
    NAME,
    Column("Adresse", attrgetter("worksite.address")),
    POSTCODE,
    COMMUNE,
    STARTS,
    ENDS,
)
"""A company reads where it works and when."""

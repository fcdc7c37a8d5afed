"""Columns of the list of venues."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from worksites.events.rules import StepFree

TONES = {StepFree.UNKNOWN: "warn", StepFree.YES: "good", StepFree.NO: "neutral"}
COLUMNS = (
    Column("Lieu", attrgetter("venue.name"), sort="nom"),
    Column("Adresse", attrgetter("venue.address")),
    Column("Code postal", attrgetter("venue.postcode"), on_screen=False),
    Column("Commune", attrgetter("venue.commune"), sort="commune"),
    Column("Fauteuil roulant", attrgetter("venue.step_free"), tone=lambda row: TONES[row.venue.step_free]),
    Column("Places", attrgetter("venue.seats"), Kind.NUMBER, "places"),
    Column("Salles", lambda row: ", ".join(one.name for one in row.venue.rooms)),
    Column("Événements à venir", attrgetter("coming"), Kind.NUMBER),
    Column("Événements passés", attrgetter("past"), Kind.NUMBER, on_screen=False),
    Column("Pour venir", attrgetter("venue.access"), on_screen=False),
    Column("Autres aides", attrgetter("venue.accessibility"), on_screen=False),
)

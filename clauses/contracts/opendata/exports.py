"""Columns of the imports and of the refused records."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind

IMPORTS = (
    Column("Fichier", attrgetter("file_name"), sort="fichier"),
    Column("Début", attrgetter("started_at"), Kind.INSTANT, sort="debut"),
    Column("État", attrgetter("state")),
    Column("Lus", attrgetter("read"), Kind.NUMBER),
    Column("Créés", attrgetter("created"), Kind.NUMBER),
    Column("Mis à jour", attrgetter("updated"), Kind.NUMBER),
    Column("Inchangés", attrgetter("unchanged"), Kind.NUMBER),
    Column("Refusés", attrgetter("refused"), Kind.NUMBER),
)
REFUSED = (
    Column("Enregistrement", attrgetter("position"), Kind.NUMBER, sort="place"),
    Column("Identifiant", attrgetter("uid")),
    Column("Champ", attrgetter("field"), sort="champ"),
    Column("Raison", attrgetter("reason"), sort="raison"),
    Column("État", attrgetter("state")),
    Column("Contenu", attrgetter("raw"), on_screen=False),
)

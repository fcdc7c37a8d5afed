"""The columns of the list (nothing of why), and of the body's own file of criteria."""

from operator import attrgetter

from clauses.people.eligibility.criteria.proofs_rules import PROOFS
from clauses.people.eligibility.criteria.rules import CRITERIA
from clauses.people.eligibility.rules import Situation
from facilitator.exchange.columns import Column, Kind

TONES = {
    Situation.ASKED: "info",
    Situation.ENDING: "warn",
    Situation.ELIGIBLE: "good",
    Situation.ENDED: "neutral",
    Situation.REFUSED: "bad",
    Situation.UNDECIDED: "neutral",
}
COLUMNS = (
    Column("Personne", attrgetter("participant.name"), sort="personne"),
    Column("Situation", attrgetter("situation"), tone=lambda row: TONES[row.situation]),
    Column("Éligible jusqu’au", attrgetter("until"), Kind.DATE, sort="fin"),
    Column("Jours restants", attrgetter("left"), Kind.NUMBER),
    Column("Embauche", attrgetter("hired_on"), Kind.DATE),
    Column("Demandée par", attrgetter("asked_by")),
    Column("Demandée le", attrgetter("asked_at"), Kind.INSTANT, on_screen=False),
    Column("Date de naissance", attrgetter("participant.birth_date"), Kind.DATE, on_screen=False),
)
CRITERIA_COLUMNS = (
    Column("Personne", attrgetter("certificate.participant.name")),
    Column("Dispositif", attrgetter("certificate.scheme")),
    Column(
        "Critère", lambda row: CRITERIA[row.criterion].label if row.criterion in CRITERIA else row.criterion
    ),
    Column("Justificatif vu", lambda row: PROOFS[row.proof].label if row.proof in PROOFS else row.proof),
    Column("Daté du", attrgetter("proof_dated_on"), Kind.DATE),
    Column("Valable jusqu’au", attrgetter("proof_valid_until"), Kind.DATE),
    Column("Vu le", attrgetter("seen_on"), Kind.DATE),
    Column("Vu par", attrgetter("seen_by.name")),
    Column("Heures comptées du", attrgetter("certificate.starts_on"), Kind.DATE),
    Column("Heures comptées jusqu’au", attrgetter("certificate.counts_until"), Kind.DATE),
)

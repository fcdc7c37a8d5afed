"""Columns of the list of cohorts and of the list of candidates."""

from facilitator.exchange.columns import Column, Kind
from geiq.cohorts.enrolments.rules import TONES

HEAD = (
    Column("Cohorte", lambda row: row.cohort.name, sort="nom"),
    Column("Nature", lambda row: row.kind),
    Column("Étape", lambda row: row.cohort.stage, sort="etape"),
    Column("Métier", lambda row: row.cohort.trade),
    Column("Début", lambda row: row.cohort.starts_on, Kind.DATE, "debut"),
    Column("Fin", lambda row: row.cohort.ends_on, Kind.DATE, "fin"),
)
TAIL = (
    Column("Organisme", lambda row: row.cohort.provider.name if row.cohort.provider else None),
    Column("GEIQ", lambda row: row.cohort.geiq.name if row.cohort.geiq else None),
    Column("Programme", lambda row: row.cohort.operation.name if row.cohort.operation else None),
    Column("Places", lambda row: row.cohort.seats, Kind.NUMBER, on_screen=False),
    Column("Lieu", lambda row: row.cohort.place, on_screen=False),
    Column("Durée", lambda row: row.cohort.training_minutes, Kind.HOURS, on_screen=False),
    Column("Dont en entreprise", lambda row: row.cohort.company_minutes, Kind.HOURS, on_screen=False),
    Column("Certification", lambda row: row.cohort.certification, on_screen=False),
)
COUNTED = (
    Column("Places prises", lambda row: row.held),
    Column("Embauches", lambda row: row.hires),
)
COLUMNS = (*HEAD, *COUNTED, *TAIL)
OTHERS_COLUMNS = (*HEAD, *TAIL)
"""A partner's, a company's: no count of people that are not theirs."""

CANDIDATES = (
    Column("Nom", lambda row: row.enrolment.participant.family_name, sort="nom"),
    Column("Prénom", lambda row: row.enrolment.participant.given_name),
    Column("État", lambda row: row.enrolment.state, sort="etat", tone=lambda row: TONES[row.enrolment.state]),
    Column("Depuis le", lambda row: row.since, Kind.DATE, "depuis"),
    Column("Orienté par", lambda row: row.enrolment.referrer.name if row.enrolment.referrer else None),
    Column("Embauche", lambda row: row.hire),
    Column("Heures", lambda row: row.minutes, Kind.HOURS),
    Column("Orienté le", lambda row: row.enrolment.proposed_on, Kind.DATE, on_screen=False),
    Column("Entré le", lambda row: row.enrolment.entered_on, Kind.DATE, on_screen=False),
    Column("Parti le", lambda row: row.enrolment.left_on, Kind.DATE, on_screen=False),
    Column("Motif", lambda row: row.enrolment.leaving_reason, on_screen=False),
    Column("Formation terminée le", lambda row: row.enrolment.completed_on, Kind.DATE, on_screen=False),
    Column("Certifié le", lambda row: row.enrolment.certified_on, Kind.DATE, on_screen=False),
)

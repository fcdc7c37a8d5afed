"""The columns of a thread, and of the people behind a number of a flow."""

from operator import attrgetter

from facilitator.exchange.columns import Column, Kind
from geiq.cohorts.models import Enrolment

MOMENTS = (
    Column("Jour", attrgetter("on"), Kind.DATE),
    Column("Jusqu’au", attrgetter("ends_on"), Kind.DATE),
    Column("Étape", attrgetter("strand")),
    Column("Ce qui s’est passé", attrgetter("what"), is_wide=True),
    Column("Heures", attrgetter("minutes"), Kind.HOURS),
)


def employer_of(row: Enrolment) -> str:
    """Who hired her; '' for nobody."""
    return row.employment.employer.name if row.employment else ""


def contract_of(row: Enrolment) -> object:
    """On which employment contract; None for none."""
    return row.employment.contract_type if row.employment else None


PEOPLE = (
    Column("Personne", attrgetter("row.participant.name")),
    Column("État", attrgetter("row.state")),
    Column("Entrée le", attrgetter("row.entered_on"), Kind.DATE),
    Column("Employeur", lambda one: employer_of(one.row)),
    Column("Contrat", lambda one: contract_of(one.row)),
    Column("Heures comptées", attrgetter("minutes"), Kind.HOURS),
)

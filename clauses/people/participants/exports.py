"""Columns of the list of people: a facilitator's, and those of whoever employs or follows them."""

from facilitator.exchange.columns import Column, Kind

NAMES = (
    Column("Nom", lambda row: row.person.family_name, sort="nom"),
    Column("Prénom", lambda row: row.person.given_name),
)
STANDING = (
    Column("Éligibilité", lambda row: row.countdown.standing, tone=lambda row: row.countdown.tone),
    Column("Éligible jusqu’au", lambda row: row.countdown.until, Kind.DATE, "eligible"),
)
WORK = (
    Column("Employeur", lambda row: row.employment.employer.name if row.employment else None),
    Column("Contrat", lambda row: row.employment.contract_type if row.employment else None, on_screen=False),
    Column("Métier", lambda row: row.employment.trade if row.employment else None),
)
COLUMNS = (
    *NAMES,
    Column("Naissance", lambda row: row.person.birth_date, Kind.DATE, "naissance"),
    *STANDING,
    *WORK,
    Column("Suivie par", lambda row: row.referrer, is_wide=True),
    Column("Téléphone", lambda row: row.person.phone, on_screen=False),
    Column("Courriel", lambda row: row.person.email, on_screen=False),
    Column("Code postal", lambda row: row.person.postcode, on_screen=False),
    Column("Commune", lambda row: row.person.city, on_screen=False),
)
OTHERS_COLUMNS = (*NAMES, *STANDING, *WORK)
"""A company's, a partner's: name, contract, until when; never more (CNIL, minimisation)."""

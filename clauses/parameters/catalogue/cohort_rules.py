"""The parameters of the cohorts: what the law lets a training be, and what is expected of one.

The rates hold until a body has enough finished cohorts of its own (`cohort_rates_least`).
"""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Topic, numeric

CENTRE_INFFO = "Code du travail, L6326-3 ; fiche 33-18 de Centre Inffo"
CENTRE_INFFO_DATE = "21 juin 2024"
CAP_METIERS = "Code du travail, L6326-1 ; fiche G1.09 de Cap Métiers"
CAP_METIERS_DATE = "juin 2021"
HOUSE = "Choix de l’outil"

COLLECTIVE = (
    numeric(
        "poec_hours", Topic.COHORTS, "POEC : durée au plus", Unit.HOURS, "400", ("1", "1000"),
        f"{CENTRE_INFFO} : 400 h au plus", CENTRE_INFFO_DATE,
    ),
    numeric(
        "poec_derogation_hours", Topic.COHORTS, "POEC : durée au plus quand un texte y déroge", Unit.HOURS,
        "434", ("1", "1000"), f"{CENTRE_INFFO} : 434 h par dérogation (branche citée en abrégé)",
        CENTRE_INFFO_DATE, False,
    ),
    numeric(
        "poec_company_share", Topic.COHORTS, "POEC : part des heures en entreprise, au plus", Unit.RATE,
        "0.3333333333", ("0", "1"), f"{CENTRE_INFFO} : un tiers au plus", CENTRE_INFFO_DATE,
    ),
    numeric(
        "poec_exit_months", Topic.COHORTS,
        "POEC : durée d’un CDD, d’un contrat de professionnalisation ou d’un apprentissage qui compte comme "
        "sortie, au moins", Unit.MONTHS, "12", ("1", "36"),
        f"{CENTRE_INFFO} : CDI, CDD, professionnalisation ou apprentissage de 12 mois", CENTRE_INFFO_DATE,
    ),
)  # fmt: skip

INDIVIDUAL = (
    numeric(
        "poei_hours", Topic.COHORTS, "POEI avec un organisme de formation : durée au plus", Unit.HOURS,
        "450", ("1", "1000"), f"{CAP_METIERS} : 450 h ; 600 h pour les variantes du plan d’investissement",
        CAP_METIERS_DATE, False,
    ),
    numeric(
        "poei_tutored_hours", Topic.COHORTS,
        "POEI par un tuteur, sans organisme de formation : durée au plus", Unit.HOURS, "300",
        ("1", "1000"), f"{CAP_METIERS} : 300 h", CAP_METIERS_DATE, False,
    ),
    numeric(
        "poei_derogation_hours", Topic.COHORTS, "POEI : durée au plus quand un texte y déroge", Unit.HOURS,
        "600", ("1", "1000"), f"{CAP_METIERS} : 600 h pour les variantes du plan d’investissement",
        CAP_METIERS_DATE, False,
    ),
    numeric(
        "poei_months", Topic.COHORTS, "POEI : étalée sur au plus", Unit.MONTHS, "6", ("1", "24"),
        f"{CAP_METIERS} : 6 mois", CAP_METIERS_DATE, False,
    ),
    numeric(
        "poei_exit_months", Topic.COHORTS, "POEI : durée d’un CDD qui compte comme sortie, au moins",
        Unit.MONTHS, "12", ("1", "36"),
        f"{CAP_METIERS} : les sources disent 6 ou 12 mois", CAP_METIERS_DATE, False,
    ),
)  # fmt: skip

GROUP = (
    numeric(
        "geiq_contract_least_months", Topic.COHORTS, "Contrat de professionnalisation : durée au moins",
        Unit.MONTHS, "6", ("1", "36"), "Code du travail, L6325-11 (texte non relu)", "sans date", False,
    ),
    numeric(
        "geiq_contract_most_months", Topic.COHORTS, "Contrat de professionnalisation : durée au plus",
        Unit.MONTHS, "24", ("1", "36"),
        "Code du travail, L6325-11 et L6325-12 (textes non relus) ; les GEIQ disent 10 à 18 mois",
        "sans date", False,
    ),
)  # fmt: skip

EXPECTED = (
    numeric(
        "cohort_retained_rate", Topic.COHORTS, "Candidats retenus sur candidats orientés", Unit.RATE, "0.5",
        ("0.01", "1"), f"{HOUSE}, en attendant vos propres cohortes ; aucun chiffre publié retrouvé", "2026",
        False,
    ),
    numeric(
        "cohort_entry_rate", Topic.COHORTS, "Entrés en formation sur candidats retenus", Unit.RATE, "0.9",
        ("0.01", "1"), f"{HOUSE}, en attendant vos propres cohortes ; aucun chiffre publié retrouvé", "2026",
        False,
    ),
    numeric(
        "cohort_completion_rate", Topic.COHORTS, "Formations terminées sur entrées", Unit.RATE, "0.9667",
        ("0.01", "1"), "GEIQ TP du Rhône, 2021 : 29 qualifiés sur 30 contrats", "2021", False,
    ),
    numeric(
        "cohort_hiring_rate", Topic.COHORTS, "Embauches sur entrées en formation", Unit.RATE, "0.7",
        ("0.01", "1"),
        "Observatoire des GEIQ, 2024 : 70 % de CDI chez les adhérents ; TP du Rhône, 2021 : 24 sur 30 ; POEC "
        "InspiRe : 30 formés, embauchés pour la plupart", "2024",
    ),
    numeric(
        "cohort_rates_least", Topic.COHORTS,
        "Vos propres taux remplacent ceux-ci à partir de combien d’entrées en formation", Unit.PEOPLE, "20",
        ("5", "1000"), HOUSE, "2026",
    ),
)  # fmt: skip

WATCHED = (
    numeric(
        "hire_follows_months", Topic.COHORTS,
        "Embauche proposée à rattacher : signée au plus combien de mois après la fin de la formation",
        Unit.MONTHS, "6", ("1", "24"), HOUSE, "2026",
    ),
    numeric(
        "cohort_seats_alert_days", Topic.COHORTS,
        "Avertir des places vides combien de jours avant le début d’une formation", Unit.DAYS, "21",
        ("1", "120"), HOUSE, "2026",
    ),
    numeric(
        "attendance_late_days", Topic.COHORTS,
        "Avertir d’un émargement non rempli après combien de jours ouvrés", Unit.DAYS, "3", ("1", "30"),
        HOUSE, "2026",
    ),
)  # fmt: skip

COHORTS = (*COLLECTIVE, *INDIVIDUAL, *GROUP, *EXPECTED, *WATCHED)

"""The parameters of the eligibility and of the declaration of hours.

Where sources disagree, the source of the default names them all: the body decides.
"""

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Parameter, Topic, numeric
from facilitator.words import Word

PUBLICS = "« Les publics concernés » (cie84.org)"
GRAFIE = "Présentation de la clause sociale (grafie.org)"
EMPLOIS = "Les emplois de l’inclusion, critères d’éligibilité IAE (code public, données de référence)"
GEIQ = "Les emplois de l’inclusion, critères des GEIQ (code public, données de référence)"
READ_ON = "21 août 2026"
USAGE = "Usage des facilitateurs ; aucun texte national retrouvé"
HOUSE = "Choix de l’outil"


class YouthRule(Word):
    """Which young people count: sources differ."""

    ANY = "any", "Tous, diplômés ou non, sortis de l’école depuis assez longtemps"
    UNQUALIFIED = "unqualified", "Seulement sans qualification"


WINDOW = (
    numeric(
        "eligibility_months", Topic.ELIGIBILITY, "Durée pendant laquelle les heures d’une personne comptent",
        Unit.MONTHS, "24", ("1", "120"),
        f"{USAGE} (24 mois depuis le premier contrat de clause ; fiche du recueil AVE de 2016 non lue)",
        "sans date", False,
    ),
    numeric(
        "eligibility_grace_days", Topic.ELIGIBILITY,
        "Retard admis d’une décision sur l’embauche : les heures comptent quand même depuis l’embauche",
        Unit.DAYS, "15", ("0", "365"), f"{USAGE} : l’éligibilité se valide avant l’embauche",
        "sans date", False,
    ),
    numeric(
        "eligibility_alert_days", Topic.ELIGIBILITY, "Fin d’éligibilité annoncée combien de jours avant",
        Unit.DAYS, "60", ("7", "365"), HOUSE, "2026",
    ),
    numeric(
        "readings_most", Topic.ELIGIBILITY,
        "Signaler à la ou au responsable un compte qui ouvre, en une heure, les fiches de plus de",
        Unit.PEOPLE, "60", ("5", "1000"),
        "CNIL, guide de la sécurité des données personnelles (journaliser les accès) ; "
        "le seuil est un choix de l’outil", "2024", False,
    ),
    numeric(
        "reasons_kept_months", Topic.ELIGIBILITY,
        "Critères d’une décision gardés après le dernier jour où ses heures comptent", Unit.MONTHS, "60",
        ("12", "180"), "Code civil, article 2224 (prescription de cinq ans) ; RGPD, article 5 : pas plus que "
        "nécessaire", "2008", False,
    ),
    numeric(
        "pass_iae_months", Topic.ELIGIBILITY, "Durée d’un PASS IAE", Unit.MONTHS, "24", ("1", "60"),
        f"{EMPLOIS} : 24 mois, suspensions de 36 mois au plus, puis 2 ans de carence", READ_ON,
    ),
    numeric(
        "geiq_window_months", Topic.ELIGIBILITY, "Durée d’un diagnostic de GEIQ", Unit.MONTHS, "6",
        ("1", "24"), f"{GEIQ} : diagnostic valable 6 mois", READ_ON,
    ),
)  # fmt: skip

AGES = (
    numeric(
        "youth_age", Topic.ELIGIBILITY, "Jeune : moins de", Unit.YEARS, "26", ("18", "30"),
        f"{PUBLICS} : moins de 26 ans ; {GRAFIE} : moins de 26 ans sans qualification",
    ),
    Parameter(
        "youth_rule", Topic.ELIGIBILITY, "Jeune : lesquels", Unit.CHOICE, YouthRule.ANY,
        source=f"Les sources diffèrent : {PUBLICS} : tous, sortis de l’école depuis 6 mois ; {GRAFIE} : sans "
        "qualification", confirmed=False,
    ),
    numeric(
        "youth_out_of_school_months", Topic.ELIGIBILITY, "Jeune : sorti de l’école depuis", Unit.MONTHS, "6",
        ("0", "24"), f"{PUBLICS} : 6 mois au moins ; {GRAFIE} ne le demande pas",
    ),
    numeric(
        "senior_age", Topic.ELIGIBILITY, "Senior : à partir de", Unit.YEARS, "50", ("45", "60"),
        f"{EMPLOIS} : 50 ans et plus ; {GEIQ} : 45 ans et plus pour un GEIQ", READ_ON,
    ),
    numeric(
        "geiq_senior_age", Topic.ELIGIBILITY, "Senior dans un GEIQ : à partir de", Unit.YEARS, "45",
        ("45", "60"), f"{GEIQ} : demandeur d’emploi de 45 ans et plus", READ_ON,
    ),
)  # fmt: skip

UNEMPLOYMENT = (
    numeric(
        "long_term_months", Topic.ELIGIBILITY, "Demandeur d’emploi de longue durée : plus de", Unit.MONTHS,
        "12", ("6", "36"), f"{PUBLICS} et {GRAFIE} : plus de 12 mois ; {EMPLOIS} : 12 à 24 mois", READ_ON,
    ),
    numeric(
        "very_long_term_months", Topic.ELIGIBILITY, "Demandeur d’emploi de très longue durée : plus de",
        Unit.MONTHS, "24", ("12", "60"), f"{EMPLOIS} : plus de 24 mois", READ_ON,
    ),
)  # fmt: skip

PROOFS = (
    numeric(
        "proof_statement_months", Topic.ELIGIBILITY,
        "Attestation (France Travail, CAF, MSA) : valable pendant",
        Unit.MONTHS, "3", ("1", "24"), f"{EMPLOIS} : 3 mois", READ_ON,
    ),
    numeric(
        "proof_address_months", Topic.ELIGIBILITY,
        "Justificatif de domicile : valable pendant", Unit.MONTHS, "6",
        ("1", "24"), f"{EMPLOIS} : 6 mois", READ_ON,
    ),
    numeric(
        "proof_situation_months", Topic.ELIGIBILITY,
        "Évaluation de langue, diagnostic de mobilité ou billet de sortie : valable pendant",
        Unit.MONTHS, "6", ("1", "24"), f"{EMPLOIS} : 6 mois", READ_ON,
    ),
    numeric(
        "proof_care_months", Topic.ELIGIBILITY, "Attestation de l’aide sociale à l’enfance : valable pendant",
        Unit.MONTHS, "12", ("1", "36"), f"{EMPLOIS} : 12 mois", READ_ON,
    ),
    numeric(
        "diagnosis_months", Topic.ELIGIBILITY,
        "Diagnostic d’un prescripteur : valable pendant", Unit.MONTHS, "6",
        ("1", "24"), f"{EMPLOIS} : 6 mois", READ_ON,
    ),
    numeric(
        "employer_diagnosis_months", Topic.ELIGIBILITY, "Diagnostic d’un employeur : valable pendant",
        Unit.MONTHS, "3", ("1", "24"), f"{EMPLOIS} : 3 mois", READ_ON,
    ),
    numeric(
        "document_days", Topic.ELIGIBILITY, "Un fichier reçu est supprimé après", Unit.DAYS, "90",
        ("1", "1825"), "Choix de l’outil : ne garder que ce qui sert (RGPD, article 5)", "2026", False,
    ),
)  # fmt: skip

SCHEMES = (
    numeric(
        "iae_lender_criteria", Topic.ELIGIBILITY, "IAE : critères de niveau 2 pour une AI ou une ETTI",
        Unit.CRITERIA, "2", ("1", "6"), f"{EMPLOIS} : 2", READ_ON,
    ),
    numeric(
        "iae_structure_criteria", Topic.ELIGIBILITY, "IAE : critères de niveau 2 pour une ACI, EI ou EITI",
        Unit.CRITERIA, "3", ("1", "6"), f"{EMPLOIS} : 3", READ_ON,
    ),
    numeric(
        "geiq_aid_full", Topic.ELIGIBILITY, "Aide à l’accompagnement d’un GEIQ, taux plein", Unit.EUROS,
        "1400", ("0", "10000"),
        f"{GEIQ} : 1 400 € (prescripteur, un critère de niveau 1 ou deux de niveau 2)",
        READ_ON,
    ),
    numeric(
        "geiq_aid_reduced", Topic.ELIGIBILITY, "Aide à l’accompagnement d’un GEIQ, taux réduit", Unit.EUROS,
        "814", ("0", "10000"), f"{GEIQ} : 814 € (critère de l’annexe 1)", READ_ON,
    ),
)  # fmt: skip

ELIGIBILITY = (*WINDOW, *AGES, *UNEMPLOYMENT, *PROOFS, *SCHEMES)

HOURS = (
    numeric(
        "declaration_due_day", Topic.HOURS, "Un mois se déclare jusqu’au", Unit.DAY_OF_MONTH, "10",
        ("1", "28"), f"{USAGE} (relevé mensuel avant le 10)", "sans date", False,
    ),
    numeric(
        "day_limit_minutes", Topic.HOURS, "Heures d’une personne par jour, au plus", Unit.MINUTES, "600",
        ("420", "720"), "Code du travail, article L3121-18 : dix heures par jour", "1er janvier 2017",
    ),
    numeric(
        "much_more_factor", Topic.HOURS, "Avertir quand un mois dépasse le précédent de", Unit.FACTOR, "2",
        ("1.1", "10"), HOUSE, "2026",
    ),
    numeric(
        "published_least", Topic.HOURS, "Un maître d’ouvrage ne lit pas d’effectif de moins de", Unit.PEOPLE,
        "5", ("3", "20"),
        "Usage des statistiques publiques sur des personnes (effectifs de moins de 5 masqués) ; RGPD, "
        "considérant 26", "sans date", False,
    ),
    numeric(
        "silent_months", Topic.HOURS, "Avertir après des mois sans heures", Unit.MONTHS, "2", ("1", "12"),
        HOUSE, "2026",
    ),
)  # fmt: skip

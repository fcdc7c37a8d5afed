"""Every parameter: default, range, source, date of the source."""

from decimal import Decimal

from clauses.parameters.catalogue.chase_rules import CHASE
from clauses.parameters.catalogue.closing_rules import CLOSING
from clauses.parameters.catalogue.cohort_rules import COHORTS
from clauses.parameters.catalogue.event_rules import EVENTS
from clauses.parameters.catalogue.forecast_rules import FORECAST
from clauses.parameters.catalogue.guest_rules import GUESTS
from clauses.parameters.catalogue.matching_rules import MATCHING
from clauses.parameters.catalogue.pathway_rules import PATHWAYS
from clauses.parameters.catalogue.penalty_rules import PENALTIES
from clauses.parameters.catalogue.people_rules import ELIGIBILITY, HOURS
from clauses.parameters.catalogue.planning_rules import PLANNING
from clauses.parameters.catalogue.worksite_rules import WORKSITES
from clauses.parameters.numbers.rules import Rounding, Unit
from clauses.parameters.rules import Parameter, Settings, Topic, numeric, whole_of
from facilitator.words import Word

MEF = "MEF Sud 77, « Calcul des heures d’insertion » (www.mefsud77.fr)"
INSERPROPRE = "Inserpropre, méthode PACT Propreté (inserpropre.fr)"
ANRU = "Charte nationale d’insertion ANRU 2014-2024"
ANRU_DATE = "24 mars 2015"
TRAINING = "Guide de la clause sociale de formation, ministère de l’Éducation nationale"
TRAINING_DATE = "décembre 2019"
MARCHE = "Le Marché de l’inclusion, calculette d’impact (code public de la plateforme de l’inclusion)"
MARCHE_DATE = "21 août 2026"
TO_CONFIRM = "Ordre de grandeur d’usage, sans publication retrouvée"
HOUSE = "Choix de l’outil : les sources ne tranchent pas"

LABOUR_SHARES = (
    ("painting", "Peinture intérieure", "0.70", MEF, True),
    ("masonry", "Maçonnerie", "0.50", MEF, True),
    ("steel_frame", "Charpente métallique", "0.20", MEF, True),
    ("whole_building", "Bâtiment, tous corps d’état", "0.30", "methodesbtp.com, « Main-d’œuvre »", True),
    ("cleaning", "Propreté", "0.80", INSERPROPRE, True),
    ("roads", "Voirie et réseaux divers", "0.30", f"{TO_CONFIRM} (25 à 35 %)", False),
    ("green_spaces", "Espaces verts", "0.50", f"{TO_CONFIRM} (40 à 60 %)", False),
)
TRADES = [(key, label) for key, label, *_ in LABOUR_SHARES]


COMMON = (
    numeric(
        "insertion_rate", Topic.COMMON, "Taux d’insertion", Unit.RATE, "0.05", ("0.01", "0.5"),
        "GEIQ BTP 42 (5 à 7 % en usage) ; Clermont Métropole, 9 décembre 2024 (5 %)", "15 septembre 2023",
    ),
    numeric(
        "hourly_cost", Topic.COMMON, "Coût horaire chargé", Unit.EUROS_PER_HOUR, "30", ("10", "100"),
        f"{MEF} : 25 à 30 €/h ; 30 à 40 €/h aujourd’hui, à valider localement",
    ),
    numeric(
        "hours_floor", Topic.COMMON, "Plancher en dessous duquel on ne pose pas de clause", Unit.HOURS,
        "150", ("0", "2000"), INSERPROPRE,
    ),
    Parameter(
        "rounding", Topic.COMMON, "Arrondi des heures", Unit.CHOICE, Rounding.HALF_UP, source=HOUSE,
        dated="2026",
    ),
    numeric(
        "hours_per_fte", Topic.COMMON, "Heures d’un équivalent temps plein", Unit.HOURS_PER_YEAR, "1607",
        ("1400", "1820"),
        "Durée légale annuelle ; 1 600 h redonne le chiffre publié par Alliance Villes Emploi (2021)",
        "2021", False,
    ),
)  # fmt: skip

LABOUR = tuple(
    numeric(
        f"labour_share_{key}", Topic.LABOUR, f"Part de main-d’œuvre : {label}", Unit.RATE, share,
        ("0.05", "1"), source, confirmed=confirmed,
    )
    for key, label, share, source, confirmed in LABOUR_SHARES
)  # fmt: skip

CLEANING = (
    numeric(
        "cleaning_loaded_cost", Topic.CLEANING, "Coût horaire facturé en propreté", Unit.EUROS_PER_HOUR,
        "25", ("10", "100"), f"{INSERPROPRE} : 20 €/h de salaire chargé ÷ 80 % de main-d’œuvre",
    ),
)  # fmt: skip

ANRU_RATES = (
    numeric(
        "anru_works_rate", Topic.ANRU, "Part des heures travaillées, travaux et ingénierie", Unit.RATE,
        "0.05", ("0.05", "1"), f"{ANRU} : au moins 5 % des heures travaillées", ANRU_DATE,
    ),
    numeric(
        "anru_gup_rate", Topic.ANRU, "Part des heures, gestion urbaine de proximité", Unit.RATE,
        "0.10", ("0.10", "1"), f"{ANRU} : au moins 10 % des heures des marchés de gestion urbaine", ANRU_DATE,
    ),
)  # fmt: skip

TRAINING_BANDS = tuple(
    numeric(
        f"training_limit_{rank}", Topic.TRAINING, f"Tranche {rank} : montant de la période ferme, jusqu’à",
        Unit.EUROS, limit, ("1000", "10000000"), f"{TRAINING} (borne exclue)", TRAINING_DATE,
    )
    for rank, limit in enumerate(("100000", "200000", "400000"), start=1)
) + tuple(
    numeric(
        f"training_hours_{rank}", Topic.TRAINING, f"Tranche {rank} : heures d’accueil", Unit.HOURS, hours,
        ("35", "5000"), TRAINING, TRAINING_DATE,
    )
    for rank, hours in enumerate(("150", "300", "450", "900"), start=1)
) + (
    numeric(
        "training_months", Topic.TRAINING, "Durée ferme à dépasser", Unit.MONTHS, "12", ("0", "60"),
        TRAINING, TRAINING_DATE,
    ),
)  # fmt: skip

IMPACT = (
    numeric(
        "impact_hourly_cost", Topic.IMPACT, "Coût d’une heure de travail", Unit.EUROS_PER_HOUR, "26",
        ("10", "100"), MARCHE, MARCHE_DATE,
    ),
    numeric(
        "impact_job_cost", Topic.IMPACT, "Coût d’un emploi à temps plein pendant un mois", Unit.EUROS,
        "3700", ("1000", "20000"), MARCHE, MARCHE_DATE,
    ),
    numeric(
        "impact_limit", Topic.IMPACT, "Montant jusqu’auquel l’impact se dit en heures", Unit.EUROS,
        "3699", ("0", "20000"), MARCHE, MARCHE_DATE,
    ),
)  # fmt: skip

POTENTIAL = (
    numeric(
        "potential_reserve", Topic.POTENTIAL, "Structures locales au-delà desquelles réserver",
        Unit.STRUCTURES, "30", ("1", "1000"), MARCHE, MARCHE_DATE,
    ),
    numeric(
        "potential_lot", Topic.POTENTIAL, "Structures locales au-delà desquelles réserver un lot",
        Unit.STRUCTURES, "10", ("1", "1000"), MARCHE, MARCHE_DATE,
    ),
    numeric(
        "potential_clause", Topic.POTENTIAL, "Structures locales au-delà desquelles poser une clause",
        Unit.STRUCTURES, "1", ("0", "1000"), MARCHE, MARCHE_DATE,
    ),
    numeric(
        "potential_dependency", Topic.POTENTIAL, "Dépendance économique à ne pas atteindre pour réserver",
        Unit.RATE, "0.30", ("0.05", "1"), MARCHE, MARCHE_DATE,
    ),
)  # fmt: skip

LEARNED = (
    numeric(
        "learned_minimum", Topic.LEARNED, "Marchés comparables nécessaires pour proposer", Unit.CONTRACTS,
        "5", ("3", "100"), HOUSE, "2026",
    ),
    numeric(
        "learned_spread", Topic.LEARNED, "Écart de montant toléré (deux fois : de la moitié au double)",
        Unit.FACTOR, "2", ("1.1", "20"), HOUSE, "2026",
    ),
)  # fmt: skip

PARAMETERS = (
    *COMMON, *LABOUR, *CLEANING, *ANRU_RATES, *TRAINING_BANDS, *IMPACT, *POTENTIAL, *LEARNED,
    *ELIGIBILITY, *HOURS, *PENALTIES, *FORECAST, *CHASE, *CLOSING, *MATCHING, *PLANNING, *COHORTS,
    *WORKSITES, *EVENTS, *GUESTS, *PATHWAYS,
)  # fmt: skip
CATALOGUE = {parameter.key: parameter for parameter in PARAMETERS}


def whole(settings: Settings, key: str) -> int:
    """A whole number in force, by its key: `whole(settings, "eligibility_months")`."""
    return whole_of(settings.of(CATALOGUE[key]))


def exact(settings: Settings, key: str) -> Decimal:
    """A number in force, by its key, as exact as it was typed. Raises TypeError for a choice."""
    found = settings.of(CATALOGUE[key]).value
    if isinstance(found, Word):
        raise TypeError(f"{key} is a choice, not a number")
    return found

"""The parameters of the penalties: the dated hourly bases, the days that nothing fixes everywhere."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from clauses.parameters.numbers.rules import Unit
from clauses.parameters.rules import Parameter, Published, Topic, numeric
from facilitator.words import Word

HOUSE = "Choix de l’outil ; les pièces du marché prévalent"
CCP_SITE = "code-commande-publique.com"


class BaseDay(Word):
    """On which day a dated base is read: no text found settles it."""

    NOTICE = "notice", "Le jour de la mise en demeure, sinon le jour du constat"
    FOUND = "found", "Le jour du constat"
    PROPOSED = "proposed", "Le jour de la proposition de décision"


def public(parameter: Parameter, *figures: tuple[date, str, str]) -> Parameter:
    """A parameter whose national figures are known, from the oldest to the latest."""
    known = tuple(Published(since, Decimal(value), source) for since, value, source in figures)
    return replace(parameter, published=known)


SMIC = public(
    numeric(
        "smic_hourly", Topic.PENALTIES, "SMIC horaire brut", Unit.EUROS_PER_HOUR, "11.65", ("5", "50"),
        "Décret du 20 décembre 2023", "1er janvier 2024",
    ),
    (date(2024, 1, 1), "11.65", "MSA, « Plafond de la sécurité sociale, Smic » (8 janvier 2024)"),
    (date(2024, 11, 1), "11.88", "Décret n° 2024-951 du 23 octobre 2024"),
    (date(2026, 1, 1), "12.02", "juritravail ; revalorisation de 1,18 % au 1er janvier 2026"),
)  # fmt: skip

CEILING = public(
    numeric(
        "ceiling_hourly", Topic.PENALTIES, "Plafond horaire de la sécurité sociale", Unit.EUROS_PER_HOUR,
        "29", ("10", "100"), "Arrêté du 19 décembre 2023", "1er janvier 2024",
    ),
    (date(2024, 1, 1), "29", "Arrêté du 19 décembre 2023 (plafond de 2024)"),
    (date(2025, 1, 1), "29", "Plafonds de 2025 (perrotetguingand.fr, janvier 2025)"),
    (
        date(2026, 1, 1),
        "30",
        "Déduit de la gratification minimale des stages de 2026, 4,50 € pour 15 % du plafond (azerfi.com)",
    ),
)  # fmt: skip

PENALTIES = (
    SMIC,
    CEILING,
    Parameter(
        "penalty_base_day", Topic.PENALTIES, "Base datée : en vigueur quel jour", Unit.CHOICE,
        BaseDay.NOTICE, source=f"{HOUSE} ; aucun texte national retrouvé", dated="2026", confirmed=False,
    ),
    numeric(
        "penalty_comment_days", Topic.PENALTIES, "Délai laissé à l’entreprise pour ses observations",
        Unit.DAYS, "15", ("1", "90"),
        f"CCAG de 2021, pénalités : observations du titulaire sous 15 jours ({CCP_SITE})", "1er avril 2021",
    ),
    numeric(
        "candidates_offer_days", Topic.PENALTIES,
        "Proposer des candidats en combien de jours ouvrés après la demande", Unit.DAYS, "10", ("1", "60"),
        HOUSE, "2026", False,
    ),
    numeric(
        "candidates_answer_days", Topic.PENALTIES,
        "Sans réponse d’une entreprise après combien de jours ouvrés", Unit.DAYS, "5", ("1", "60"),
        HOUSE, "2026", False,
    ),
)  # fmt: skip

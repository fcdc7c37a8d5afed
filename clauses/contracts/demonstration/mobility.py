"""InspiRe (bus lines B and C), cycle tracks and the depot."""

from clauses.contracts.demonstration.plan import Asks, Bought, Changed, Ordered, Owes, Part, Piece, alone
from clauses.contracts.rules import BuyerKind, ClauseKind, ContractForm, Nature, Party, Stage

JOINT, SUB = Party.JOINT_CONTRACTOR, Party.SUBCONTRACTOR

CONTRACTS = (
    Bought(
        "2023-INS-01", "inspire", "smtc", "InspiRe ligne B : infrastructure, secteur ouest", 18_600_000,
        -1_090, 34, Stage.FINAL_REPORT,
        (
            Piece(
                "Voirie et plateforme",
                18_600_000,
                (
                    Asks(
                        9_300,
                        (
                            Owes("Routes et Réseaux d’Auvergne", 5_200),
                            Owes("Limagne Travaux Publics", 4_100, JOINT),
                            Owes("Signalisation Arverne", 620, SUB, "Routes et Réseaux d’Auvergne"),
                            Owes("Bouchet VRD", 900, SUB, "Limagne Travaux Publics"),
                        ),
                    ),
                ),
            ),
        ),
        changes=(
            Changed(-600, "Reprise du carrefour des Pistes", (("Routes et Réseaux d’Auvergne", 5_600),),
                    19_420_000),
            Changed(-260, "Stations avancées de trois mois", (("Limagne Travaux Publics", 3_900),)),
        ),
        cpv="45233120", buyer_kind=BuyerKind.ENTITY,
    ),
    Bought(
        "2023-INS-02", "inspire", "smtc", "InspiRe ligne C : infrastructure, secteur est", 14_300_000,
        -1_030, 36, Stage.RUNNING,
        (
            Piece(
                "Voirie et plateforme",
                14_300_000,
                (
                    Asks(
                        7_150,
                        (
                            Owes("Travaux du Val d’Allier", 4_650),
                            Owes("Artière Assainissement", 2_500, JOINT),
                            Owes("Sancy Terrassement", 1_100, SUB, "Travaux du Val d’Allier"),
                        ),
                    ),
                ),
            ),
        ),
        cpv="45233120", buyer_kind=BuyerKind.ENTITY,
    ),
    Bought(
        "2024-INS-03", "inspire", "smtc", "InspiRe : stations et mobilier", 5_240_000,
        -920, 26, Stage.COMPANY_COMMENTS,
        (
            alone("Pose des stations", 3_100_000, 1_030, "Bois et Charpente d’Auvergne"),
            alone("Courants faibles et information", 2_140_000, 360, "Courants Faibles Auvergne"),
        ),
        cpv="45213315", buyer_kind=BuyerKind.ENTITY,
    ),
    Bought(
        "2024-INS-04", "inspire", "metropole", "InspiRe : plantations et arrosage", 2_260_000,
        -650, 30, Stage.RUNNING,
        (
            Piece(
                "Plantations, secteur ouest",
                1_180_000,
                (Asks(980, (Owes("Paysages de la Tiretaine", 980),)),),
            ),
            Piece(
                "Entretien des plantations, réservé",
                1_080_000,
                (
                    Asks(
                        None,
                        (Owes("Espaces adaptés du Puy", 0),),
                        ClauseKind.RESERVED_ADAPTED,
                        share="0.5",
                    ),
                ),
            ),
        ),
        cpv="45112700",
    ),
    Bought(
        "2026-INS-05", "inspire", "smtc", "Centre d’exploitation des bus : extension et réseaux", 15_800_000,
        -45, 22, Stage.NOTIFIED,
        (
            Piece(
                "Gros œuvre et charpente",
                5_600_000,
                (Asks(2_800, (Owes("Béton Limagnais", 2_000),)),),
            ),
            Piece(
                "Réseaux d’eau et d’assainissement",
                2_900_000,
                (Asks(1_700, (Owes("Bouchet VRD", 1_700),)),),
            ),
            Piece("Ateliers et équipements", 1_200_000, (Asks(None, (), ClauseKind.CRITERION, "0.1"),)),
            Piece(
                "Bassins et eaux pluviales",
                2_200_000,
                (Asks(1_250, (Owes("Travaux du Val d’Allier", 1_250),)),),
            ),
            Piece("Courants forts et éclairage", 1_300_000),
            Piece("Voiries et quais", 900_000),
            Piece(
                "Réseaux des aires de lavage",
                1_700_000,
                (Asks(950, (Owes("Artière Assainissement", 950),)),),
            ),
        ),
        cpv="45213311", buyer_kind=BuyerKind.ENTITY,
    ),
    Bought(
        "2024-VOI-01", "voirie", "metropole", "Accord-cadre d’entretien des voiries, secteur nord", 4_800_000,
        -680, 48, Stage.RUNNING,
        (
            Piece(
                "Secteur nord",
                4_800_000,
                (Asks(600, (Owes("Limagne Travaux Publics", 600),), by_orders=True),),
            ),
        ),
        nature=Nature.WORKS,
        form=ContractForm.FRAMEWORK,
        orders=(
            Ordered(-520, "Avenue de la République, couche de roulement", 420_000, 210),
            Ordered(-330, "Rue de Blanzat, trottoirs", 310_000, 160),
            Ordered(-100, "Boulevard Étienne-Clémentel", 560_000, 280),
        ),
        cpv="45233141",
    ),
    Bought(
        "2025-VOI-02", "voirie", "metropole", "Accord-cadre d’entretien des voiries, secteur sud", 4_200_000,
        -340, 48, Stage.RUNNING,
        (
            Piece(
                "Secteur sud",
                4_200_000,
                (Asks(None, (Owes("Sancy Terrassement", 0),), by_orders=True),),
            ),
        ),
        form=ContractForm.FRAMEWORK,
        orders=(Ordered(-120, "Cournon, avenue de Lempdes", 390_000, 190),),
        cpv="45233141", place=("63124", "Cournon-d’Auvergne"),
    ),
    Bought(
        "2026-CYC-01", "voirie", "metropole", "Pistes cyclables du schéma directeur, phase 2", 5_680_000,
        -40, 18, Stage.NOTIFIED,
        (Piece("Piste nord-sud", 3_300_000), Piece("Piste est-ouest", 2_380_000)),
        cpv="45233162",
    ),
    Bought(
        "2023-VOI-03", "voirie", "departement", "Déviation de la RD 2009 : ouvrage d’art", 6_150_000,
        -980, 20, Stage.CLOSED,
        (alone("Ouvrage d’art", 6_150_000, 2_050, "Construction du Pariou"),),
        parts=(
            Part("Ouvrage", 5_400_000),
            Part("Écrans antibruit", 750_000, optional=True),
        ),
        cpv="45221100", place=("63", "Puy-de-Dôme"),
    ),
)  # fmt: skip

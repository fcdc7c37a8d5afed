"""Schools, colleges, hospital, sport, water: works of the other buyers."""

from clauses.contracts.demonstration.plan import Asks, Bought, Changed, Owes, Part, Piece, alone
from clauses.contracts.rules import BuyerKind, ContractForm, Nature, Party, Stage
from clauses.contracts.thresholds.rules import ExemptionReason

JOINT, SUB = Party.JOINT_CONTRACTOR, Party.SUBCONTRACTOR

CONTRACTS = (
    Bought(
        "2025-ECO-01", "ecoles", "ville", "Groupe scolaire Jean-Macé : extension", 3_940_000,
        -390, 20, Stage.RUNNING,
        (
            alone("Gros œuvre", 1_700_000, 1_130, "Pierre de Volvic Constructions"),
            alone("Charpente bois", 820_000, 270, "Bois et Charpente d’Auvergne"),
            alone("Plâtrerie et peinture", 780_000, 910, "Plâtrerie Vernet"),
            alone("Électricité", 640_000, 270, "Énergies Combrailles"),
        ),
        cpv="45214210",
    ),
    Bought(
        "2026-ECO-02", "ecoles", "ville", "Cours d’école rafraîchies, programme de l’année", 860_000,
        -110, 10, Stage.RUNNING,
        (
            Piece(
                "Désimperméabilisation et plantations",
                860_000,
                (Asks(430, (Owes("Arbres et Berges", 430),)),),
            ),
        ),
        cpv="45112723",
    ),
    Bought(
        "2024-ECO-03", "ecoles", "ville", "Restaurant scolaire des Cézeaux", 1_150_000,
        -760, 14, Stage.CLOSED,
        (
            alone("Gros œuvre", 690_000, 460, "Maçonnerie Chaumeil"),
            alone("Équipements", 460_000, 150, "Génie Climatique Arverne"),
        ),
        cpv="45214200", archived=True,
    ),
    Bought(
        "2026-COL-01", "colleges", "departement", "Collège de Lempdes : reconstruction", 16_400_000,
        -30, 30, Stage.NOTIFIED,
        (),
        cpv="45214220", place=("63193", "Lempdes"),
    ),
    Bought(
        "2025-COL-02", "colleges", "departement", "Collège de Gerzat : toitures et étanchéité", 980_000,
        -250, 12, Stage.RUNNING,
        (
            Piece(
                "Étanchéité",
                980_000,
                (
                    Asks(
                        810,
                        (
                            Owes("Toitures Arvernes", 500),
                            Owes("Couverture Delmas", 310, JOINT),
                        ),
                    ),
                ),
            ),
        ),
        cpv="45261420", place=("63164", "Gerzat"),
    ),
    Bought(
        "2026-COL-03", "colleges", "departement", "Collèges : chaufferies remplacées l’été", 5_460_000,
        -40, 4, Stage.NOTIFIED,
        (Piece("Chaufferies", 5_460_000),),
        exempt=(ExemptionReason.SHORT_WORKS, "Travaux de quatre mois, pendant les vacances scolaires."),
        cpv="45331110", place=("63", "Puy-de-Dôme"),
    ),
    Bought(
        "2025-HOP-01", "hopital", "hospital", "Pôle de gériatrie : construction", 21_700_000,
        -460, 32, Stage.RUNNING,
        (
            Piece(
                "Gros œuvre, clos et couvert",
                12_200_000,
                (
                    Asks(
                        10_160,
                        (
                            Owes("Construction du Pariou", 6_100),
                            Owes("Gergovie Bâtiment", 2_560, JOINT),
                            Owes("Toitures Arvernes", 1_500, JOINT),
                            Owes("Béton Limagnais", 1_400, SUB, "Construction du Pariou"),
                        ),
                    ),
                ),
            ),
            Piece("Lots techniques", 6_300_000, (Asks(3_150, (Owes("Chauffage Dômes Énergie", 3_150),)),)),
            Piece(
                "Finitions",
                3_200_000,
                (
                    Asks(
                        3_730,
                        (
                            Owes("Décors et Finitions Roussel", 2_100),
                            Owes("Plaques et Cloisons 63", 1_630, JOINT),
                        ),
                    ),
                ),
            ),
        ),
        changes=(
            Changed(-200, "Une unité protégée de douze lits en plus", (("Construction du Pariou", 6_700),),
                    22_900_000, 60),
        ),
        cpv="45215140", place=("63103", "Châtel-Guyon"),
    ),
    Bought(
        "2026-HOP-02", "hopital", "hospital", "Fourniture de repas en liaison froide", 1_340_000,
        -55, 36, Stage.NOTIFIED,
        (Piece("Repas", 1_340_000, (Asks(450, (Owes("Restauration collective des Dômes", 450),)),)),),
        nature=Nature.SUPPLIES,
        cpv="15894220", place=("63103", "Châtel-Guyon"),
    ),
    Bought(
        "2025-SPO-01", "sport", "metropole", "Stade nautique Pierre-de-Coubertin : rénovation", 9_650_000,
        -330, 24, Stage.RUNNING,
        (
            Piece(
                "Bassins et gros œuvre",
                5_100_000,
                (
                    Asks(1_850, (Owes("Béton Limagnais", 1_850),)),
                    Asks(700, (Owes("Béton Limagnais", 700),), tranche=2),
                ),
            ),
            alone("Traitement de l’eau", 2_750_000, 690, "Sanitaire Limagne"),
            alone("Carrelage et finitions", 1_800_000, 1_050, "Sols Souples d’Auvergne"),
        ),
        parts=(
            Part("Bassins intérieurs", 6_900_000),
            Part("Bassin extérieur", 2_750_000, optional=True),
        ),
        cpv="45212212",
    ),
    Bought(
        "2026-SPO-02", "sport", "metropole", "Exploitation du réseau de chaleur de la plaine", 12_000_000,
        -80, 240, Stage.NOTIFIED,
        (Piece("Concession", 12_000_000, (Asks(6_000, (Owes("Génie Climatique Arverne", 6_000),)),)),),
        nature=Nature.SERVICES,
        form=ContractForm.CONCESSION,
        cpv="09323000",
    ),
    Bought(
        "2025-EAU-01", "eau", "water", "Renouvellement de 14 km de réseau d’eau potable", 3_480_000,
        -270, 22, Stage.RUNNING,
        (
            Piece(
                "Canalisations",
                3_480_000,
                (
                    Asks(
                        1_160,
                        (
                            Owes("Artière Assainissement", 760),
                            Owes("Limagne Travaux Publics", 400, JOINT),
                        ),
                    ),
                ),
            ),
        ),
        cpv="45231300", buyer_kind=BuyerKind.ENTITY, place=("63", "Limagne"),
    ),
    Bought(
        "2026-EAU-02", "eau", "water", "Usine de potabilisation : automatisme", 610_000,
        -25, 12, Stage.NOTIFIED,
        (Piece("Automatisme", 610_000),),
        nature=Nature.SERVICES,
        exempt=(ExemptionReason.OTHER, "Seul le fabricant de l’automate peut intervenir."),
        cpv="48921000", buyer_kind=BuyerKind.ENTITY, place=("63", "Limagne"),
    ),
)  # fmt: skip

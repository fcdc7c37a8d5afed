"""Urban renewal: La Gauthière first, then Saint-Jacques, the Vergnes and the Fontaine-du-Bac."""

from clauses.contracts.demonstration.plan import Asks, Bought, Changed, Owes, Part, Piece, alone
from clauses.contracts.rules import ClauseKind, Nature, Party, Stage

JOINT, SUB = Party.JOINT_CONTRACTOR, Party.SUBCONTRACTOR

CONTRACTS = (
    Bought(
        "2025-GAU-01", "gauthiere", "landlord", "Réhabilitation de 132 logements, rue du Pradou", 6_840_000,
        -420, 30, Stage.RUNNING,
        (
            Piece(
                "Gros œuvre et démolitions partielles",
                2_150_000,
                (
                    Asks(
                        1_790,
                        (
                            Owes("Gergovie Bâtiment", 1_100),
                            Owes("Maçonnerie Chaumeil", 690, JOINT),
                            Owes("Désamiantage des Puys", 240, SUB, "Gergovie Bâtiment"),
                        ),
                    ),
                ),
            ),
            alone("Étanchéité", 640_000, 530, "Étanchéité du Sancy"),
            alone("Façades et isolation par l’extérieur", 1_480_000, 1_230, "Façades de Limagne"),
            alone("Menuiseries extérieures", 890_000, 300, "Menuiserie Bonnafoux"),
            alone("Sols souples et peinture", 720_000, 840, "Peinture Moderne Clermontoise"),
            alone("Chauffage et ventilation", 960_000, 480, "Chauffage Dômes Énergie"),
        ),
        changes=(
            Changed(-150, "Quarante logements de plus dans le lot façades", (("Façades de Limagne", 1_560),),
                    7_190_000, 90),
        ),
        cpv="45211341",
    ),
    Bought(
        "2025-GAU-02", "gauthiere", "metropole", "Voiries et réseaux de la rue des Jardiniers", 3_260_000,
        -300, 24, Stage.RUNNING,
        (
            Piece(
                "Terrassement, voirie et réseaux",
                2_480_000,
                (
                    Asks(
                        1_240,
                        (
                            Owes("Limagne Travaux Publics", 800),
                            Owes("Routes et Réseaux d’Auvergne", 440, JOINT),
                            Owes("Sancy Terrassement", 200, SUB, "Limagne Travaux Publics"),
                        ),
                    ),
                    Asks(280, (Owes("Limagne Travaux Publics", 280),), tranche=2),
                ),
            ),
            alone("Éclairage public", 410_000, 170, "Éclairage Public du Centre"),
            alone("Plantations", 370_000, 310, "Paysages de la Tiretaine"),
        ),
        parts=(
            Part("Rue des Jardiniers, de la place à l’école", 2_100_000),
            Part("Prolongement vers le parc", 1_160_000, optional=True, affirmed=-60),
        ),
        cpv="45233140",
    ),
    Bought(
        "2024-GAU-03", "gauthiere", "landlord", "Démolition de la barre des Jardiniers", 1_920_000,
        -640, 14, Stage.FINAL_REPORT,
        (alone("Désamiantage et démolition", 1_920_000, 960, "Démolition Centre Auvergne"),),
        cpv="45111100",
    ),
    Bought(
        "2025-GAU-04", "gauthiere", "landlord", "Relations avec les locataires pendant le chantier", 184_000,
        -360, 24, Stage.RUNNING,
        (
            Piece(
                "Deux chargées de relations locataires",
                184_000,
                (Asks(1_600, (Owes("Médiation et Accueil 63", 1_600),)),),
            ),
        ),
        nature=Nature.SERVICES,
        cpv="85312300",
    ),
    Bought(
        "2026-GAU-05", "gauthiere", "planner", "Maîtrise d’œuvre des espaces publics, phase 2", 590_000,
        -35, 48, Stage.NOTIFIED,
        (Piece("Maîtrise d’œuvre", 590_000, (Asks(None),)),),
        nature=Nature.SERVICES,
        cpv="71222000",
    ),
    Bought(
        "2026-GAU-06", "gauthiere", "landlord", "Construction de 48 logements, îlot du Pradou", 7_450_000,
        60, 26, Stage.PREPARATION,
        (
            Piece("Clos et couvert", 4_300_000, (Asks(3_580),)),
            Piece("Lots techniques", 1_900_000, (Asks(950),)),
            Piece("Finitions", 1_250_000, (Asks(1_460),)),
        ),
        cpv="45211341",
    ),
    Bought(
        "2025-STJ-01", "saint-jacques", "landlord", "Résidentialisation des tours Saint-Jacques", 2_780_000,
        -210, 20, Stage.RUNNING,
        (
            alone("Maçonnerie et clôtures", 1_350_000, 1_120, "Construction du Pariou"),
            alone("Serrurerie et contrôle d’accès", 760_000, 250, "Fermetures du Puy"),
            alone("Espaces extérieurs", 670_000, 560, "Jardins du Puy de Crouël"),
        ),
        cpv="45262700",
    ),
    Bought(
        "2024-STJ-02", "saint-jacques", "metropole", "Gymnase de quartier : rénovation", 1_640_000,
        -700, 16, Stage.BUYER_VISA,
        (
            alone("Isolation et façades", 880_000, 730, "Isolation Thermique 63"),
            alone("Génie climatique", 760_000, 380, "Génie Climatique Arverne"),
        ),
        cpv="45212225",
    ),
    Bought(
        "2026-VER-01", "vergnes", "metropole", "Parvis et cheminements des Vergnes", 1_980_000,
        -95, 18, Stage.KICK_OFF,
        (
            Piece(
                "Aménagement",
                1_980_000,
                (
                    Asks(
                        990,
                        (
                            Owes("Pavage des Dômes", 590),
                            Owes("Limagne Travaux Publics", 400, JOINT),
                        ),
                    ),
                ),
            ),
        ),
        cpv="45233262",
    ),
    Bought(
        "2026-VER-02", "vergnes", "landlord", "Gestion urbaine de proximité des Vergnes", 320_000,
        -70, 36, Stage.RUNNING,
        (
            Piece(
                "Petit entretien et médiation",
                320_000,
                (
                    Asks(
                        2_400,
                        (Owes("Régie de quartier des Jardiniers", 2_400),),
                        ClauseKind.INSERTION_SERVICES,
                    ),
                ),
            ),
        ),
        nature=Nature.SERVICES,
        cpv="98341000",
    ),
    Bought(
        "2025-FDB-01", "fontaine", "landlord", "Réhabilitation thermique de la Fontaine-du-Bac", 4_120_000,
        -510, 22, Stage.RUNNING,
        (
            alone("Ravalement et isolation", 2_300_000, 1_910, "Ravalement des Volcans"),
            Piece(
                "Plomberie et chauffage",
                1_180_000,
                (Asks(590, (Owes("Plomberie Sabatier", 350), Owes("Sanitaire Limagne", 240, JOINT))),),
            ),
            alone("Électricité", 640_000, 270, "Électricité du Plateau"),
        ),
        changes=(Changed(-90, "Travaux retardés par la présence d’amiante", longer=120),),
        cpv="45321000",
    ),
)  # fmt: skip

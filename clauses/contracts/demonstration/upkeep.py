"""Services: cleaning, green spaces, reserved contracts, training clause."""

from clauses.contracts.demonstration.plan import Asks, Bought, Owes, Piece, alone
from clauses.contracts.rules import ClauseKind, Nature, Stage

SERVICES = Nature.SERVICES
CONTRACTS = (
    Bought(
        "2025-NET-01", "proprete", "ville", "Nettoyage des écoles et des gymnases", 1_860_000,
        -310, 36, Stage.RUNNING,
        (
            Piece("Écoles", 1_240_000, (Asks(2_480, (Owes("Propreté Clermontoise", 2_480),)),)),
            Piece(
                "Gymnases, lot réservé",
                620_000,
                (
                    Asks(
                        1_900,
                        (Owes("Inser’Propre Auvergne", 1_900),),
                        ClauseKind.RESERVED_INSERTION,
                        share="0.5",
                    ),
                ),
            ),
        ),
        nature=SERVICES, cpv="90911200",
    ),
    Bought(
        "2026-NET-02", "proprete", "metropole", "Nettoyage des sièges administratifs", 940_000,
        -65, 48, Stage.KICK_OFF,
        (alone("Bureaux", 940_000, 1_280, "Net Services Limagne"),),
        nature=SERVICES, cpv="90919200",
    ),
    Bought(
        "2023-NET-03", "proprete", "departement", "Nettoyage des collèges, secteur de Riom", 720_000,
        -1_150, 36, Stage.RUNNING,
        (alone("Collèges", 720_000, 960, "Brillance Auvergne"),),
        nature=SERVICES, cpv="90919300", place=("63300", "Riom"),
    ),
    Bought(
        "2025-ESV-01", "berges", "metropole", "Entretien des berges de l’Artière", 410_000,
        -280, 36, Stage.RUNNING,
        (
            Piece(
                "Berges",
                410_000,
                (
                    Asks(
                        3_600,
                        (Owes("Chantier d’insertion des Berges", 3_600),),
                        ClauseKind.RESERVED_INSERTION,
                        share="0.7",
                    ),
                ),
            ),
        ),
        nature=SERVICES, cpv="77310000", place=("63032", "Beaumont"),
    ),
    Bought(
        "2025-ESV-02", "berges", "ville", "Élagage et fauchage", 530_000,
        -230, 48, Stage.RUNNING,
        (
            Piece("Élagage", 350_000, (Asks(350, (Owes("Élagage des Monts", 350),)),)),
            Piece(
                "Fauchage, lot réservé",
                180_000,
                (
                    Asks(
                        None,
                        (Owes("Espaces adaptés du Puy", 0),),
                        ClauseKind.RESERVED_BOTH,
                        share="0.5",
                    ),
                ),
            ),
        ),
        nature=SERVICES, cpv="77341000",
    ),
    Bought(
        "2026-SOC-01", "proprete", "departement", "Accompagnement social des gens du voyage", 240_000,
        -20, 36, Stage.NOTIFIED,
        (
            Piece(
                "Accompagnement",
                240_000,
                (Asks(None, (Owes("Régie de quartier des Jardiniers", 0),), ClauseKind.RESERVED_ESS),),
            ),
        ),
        nature=SERVICES, cpv="85320000", place=("63", "Puy-de-Dôme"),
    ),
    Bought(
        "2025-INF-01", "proprete", "metropole", "Développement des téléservices", 460_000,
        -190, 36, Stage.RUNNING,
        (
            Piece(
                "Développement",
                460_000,
                (Asks(900, (Owes("Bureau d’études Chanturgue", 900),), ClauseKind.TRAINING),),
            ),
        ),
        nature=SERVICES, cpv="72262000",
    ),
    Bought(
        "2026-GAR-01", "proprete", "ville", "Gardiennage des bâtiments municipaux", 690_000,
        45, 48, Stage.PREPARATION,
        (),
        nature=SERVICES, cpv="79713000",
    ),
)  # fmt: skip

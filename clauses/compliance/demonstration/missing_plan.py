"""Who was short of hours in the demonstration, what was tried, and where the file stands.

Days count from the day the demonstration is built: negative is past.
"""

from dataclasses import dataclass

from clauses.compliance.penalties.rules import FileState, Ruling
from clauses.compliance.recovery.rules import ActionState, Actor, RefusalReason
from clauses.contracts.rules import PenaltyTrigger

HOURS, REPORTS = PenaltyTrigger.MISSING_HOURS, PenaltyTrigger.LATE_REPORT


@dataclass(frozen=True)
class Tried:
    """Candidates offered: day, people, trade; the answer (taken, not taken, why), None when there is none."""

    day: int
    people: int
    trade: str
    answer: tuple[int, int, RefusalReason | None] | None = None


@dataclass(frozen=True)
class Planned:
    """A recovery action: day it was planned, day it is for, who, what, what became of it."""

    day: int
    due: int
    actor: Actor
    what: str
    state: ActionState = ActionState.PLANNED
    outcome: str = ""


@dataclass(frozen=True)
class Short:
    """One company on one clause. `state` None: no file, only what was tried."""

    reference: str
    company: str
    state: FileState | None = None
    opened: int = -60
    """The day of the file's opening; the rest follows at its pace."""
    reason: str = ""
    triggers: tuple[PenaltyTrigger, ...] = (HOURS,)
    asked: tuple[int, int, str] | None = None
    """A request for candidates: day, people, trade."""
    tried: tuple[Tried, ...] = ()
    planned: tuple[Planned, ...] = ()
    comment: str = ""
    ruling: Ruling = Ruling.APPLIED
    motive: str = ""


SHORTS = (
    Short(
        "2025-GAU-02", "Limagne Travaux Publics", FileState.SENT, -9,
        "Peu d’heures depuis l’été, malgré deux rappels en réunion de chantier.",
        (HOURS, REPORTS),
        (-260, 3, "maçon VRD"),
        (
            Tried(-250, 2, "maçon VRD", (1, 1, RefusalReason.SKILLS)),
            Tried(-205, 3, "conducteur d’engins"),
        ),
        (
            Planned(-150, -90, Actor.COMPANY, "Confier la pose des bordures à une ETTI", ActionState.DONE,
                    "Une mission de quatre mois"),
        ),
    ),
    Short(
        "2024-INS-03", "Courants Faibles Auvergne", FileState.PROPOSED, -58,
        "Le marché est au bilan final : des heures manquent.",
        tried=(Tried(-300, 4, "aide-câbleur", (2, 2, RefusalReason.TRAVEL)),),
        planned=(
            Planned(-200, -120, Actor.COMPANY, "Embaucher deux aides-câbleurs au dépôt", ActionState.DROPPED,
                    "Le dépôt a fermé"),
        ),
        comment="Les armoires ont été posées de nuit : nous ne pouvions pas y placer de débutants. Nous "
        "avons gardé deux personnes après leur mission.",
        ruling=Ruling.REDUCED,
        motive="Deux personnes embauchées après leur mission ; travaux de nuit non prévus au marché.",
    ),
    Short(
        "2023-NET-03", "Brillance Auvergne", FileState.CLOSED, -75,
        "Le marché se termine : des heures manquent.",
        asked=(-330, 2, "agent de propreté"),
        comment="Nous avons demandé deux candidats il y a presque un an. Personne ne nous a été proposé.",
        ruling=Ruling.REMITTED,
        motive="Aucun candidat n’a été proposé à l’entreprise, qui en avait demandé.",
    ),
    Short(
        "2025-SPO-01", "Sanitaire Limagne", FileState.PROPOSED, -45,
        "Aucune suite donnée aux propositions de candidats ; les relevés arrivent en retard.",
        (HOURS, REPORTS),
        tried=(Tried(-140, 2, "plombier", (0, 2, RefusalReason.NO_NEED)), Tried(-80, 1, "plombier")),
        motive="Deux propositions sans suite, sans autre moyen proposé.",
    ),
    Short(
        "2024-INS-04", "Paysages de la Tiretaine", FileState.DRAFTED, -6,
        "Le rythme n’a pas repris après l’hiver, malgré l’action convenue.",
        tried=(Tried(-100, 2, "jardinier", (1, 1, RefusalReason.ABSENT)),),
        planned=(Planned(-70, -12, Actor.COMPANY, "Ouvrir une équipe d’entretien avec un GEIQ"),),
    ),
    Short(
        "2023-INS-02", "Artière Assainissement", FileState.COMMENTED, -14,
        "Le marché se termine dans les semaines qui viennent : des heures manquent.",
        tried=(Tried(-260, 3, "maçon VRD", (3, 0, None)),),
        comment="Nos trois recrues ont terminé leur parcours ; nous demandons deux mois de plus.",
    ),
    Short(
        "2025-GAU-02", "Éclairage Public du Centre", FileState.DECIDED, -70,
        "Aucune heure depuis quatre mois, sans explication.",
        tried=(Tried(-150, 1, "aide-électricien", (0, 1, RefusalReason.FILLED)),),
        ruling=Ruling.REDUCED,
        motive="Première difficulté de l’entreprise ; engagement écrit de rattraper les heures.",
    ),
    Short(
        "2024-GAU-03", "Démolition Centre Auvergne", FileState.OPENED, -3,
        "Le marché est au bilan final : des heures manquent.",
    ),
    Short(
        "2025-ECO-01", "Énergies Combrailles", FileState.WITHDRAWN, -40,
        "Aucune embauche à mi-chantier.",
        motive="Une personne a été embauchée depuis : le rythme est repris.",
    ),
    Short(
        "2025-HOP-01", "Décors et Finitions Roussel",
        asked=(-18, 4, "peintre"),
        planned=(
            Planned(-20, 12, Actor.FACILITATOR, "Réunir les peintres en fin de formation et l’entreprise"),
            Planned(-20, 30, Actor.BUYER, "Confirmer la date du second œuvre"),
        ),
    ),
    Short(
        "2024-VOI-01", "Limagne Travaux Publics",
        tried=(Tried(-3, 2, "aide-maçon VRD"),),
        planned=(Planned(-30, 20, Actor.COMPANY, "Prendre une deuxième personne sur les tranchées"),),
    ),
)  # fmt: skip

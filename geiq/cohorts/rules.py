"""The words of a cohort: kinds, stages, what becomes of a candidate, half-days of training."""

from facilitator.words import Word


class CohortKind(Word):
    """What a cohort is before the law."""

    POEC = "poec", "Préparation opérationnelle à l’emploi collective (POEC)"
    POEI = "poei", "Préparation opérationnelle à l’emploi individuelle (POEI)"
    GEIQ_GROUP = "geiq_group", "Groupe de professionnalisation d’un GEIQ"


class CohortStage(Word):
    """The life of a cohort, in its order (domain dossier §7.4)."""

    NEED = "need", "Besoin"
    SOURCING = "sourcing", "Recherche de candidats"
    INFORMATION = "information", "Réunion d’information"
    SELECTION = "selection", "Sélection"
    TRAINING = "training", "Formation"
    CERTIFICATION = "certification", "Certification"
    PLACEMENT = "placement", "Embauche"
    FOLLOW_UP = "follow_up", "Suivi à 3, 6 et 12 mois"
    ENDED = "ended", "Terminée"
    CANCELLED = "cancelled", "Annulée"


class FunderKind(Word):
    """Who pays for a training."""

    OPCO = "opco", "OPCO"
    FRANCE_TRAVAIL = "france_travail", "France Travail"
    REGION = "region", "Région"
    STATE = "state", "État"
    EMPLOYER = "employer", "Employeur ou GEIQ"
    OTHER = "other_funder", "Autre financeur"


class PartnerPart(Word):
    """What an organisation does for a cohort."""

    REFERRER = "referrer", "Prescripteur"
    COMPANY = "company", "Entreprise d’accueil"
    FUNDER = "funder", "Financeur"


class EnrolmentState(Word):
    """What became of a candidate, step after step."""

    PROPOSED = "proposed", "Orienté"
    INVITED = "invited", "Invité à la réunion d’information"
    MET = "met", "Rencontré"
    SELECTED = "selected", "Retenu"
    WAITING = "waiting", "En liste d’attente"
    ENTERED = "entered", "Entré en formation"
    COMPLETED = "completed", "Formation terminée"
    CERTIFIED = "certified", "Certifié"
    NOT_RETAINED = "not_retained", "Non retenu"
    DECLINED = "declined", "A renoncé"
    LEFT = "left", "A quitté la formation"


class LeavingReason(Word):
    """Why somebody gave up or left; never a word of health."""

    JOB = "job", "A trouvé un emploi"
    OTHER_TRAINING = "other_training", "Autre formation"
    MOVED = "moved", "Déménagement"
    TRAVEL = "no_transport", "Trajet impossible"
    PERSONAL = "personal", "Raison personnelle"
    PROJECT = "project", "Le métier ne convient pas"
    CONDUCT = "conduct", "Exclusion par le centre"
    NO_NEWS = "no_news", "Sans nouvelles"


class HalfDay(Word):
    """A half of a day of training."""

    MORNING = "morning", "Matin"
    AFTERNOON = "afternoon", "Après-midi"


class TrainingPlace(Word):
    """Where a half-day is spent: at most a third of a POEC in a company."""

    CENTRE = "centre", "Centre de formation"
    COMPANY = "in_company", "Entreprise"


class Presence(Word):
    """Whether somebody was there."""

    PRESENT = "present", "Présent"
    ABSENT = "absent", "Absent"
    EXCUSED = "excused", "Excusé"


SHORT = {CohortKind.POEC: "POEC", CohortKind.POEI: "POEI", CohortKind.GEIQ_GROUP: "Groupe GEIQ"}
"""As people call them, for a narrow column."""
MOST_SEATS = 200
"""A group of more people is a typing fault."""

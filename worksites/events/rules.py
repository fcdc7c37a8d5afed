"""The words of an event: what it is, where it stands, whom it is for, what its day is made of."""

from facilitator.words import Word


class EventKind(Word):
    """The kinds of event of the field (domain dossier §7.4)."""

    JOB_DATING = "job_dating", "Job dating"
    JOB_FAIR = "job_fair", "Forum de l’emploi"
    INFORMATION = "information_meeting", "Réunion d’information collective"
    DISCOVERY = "job_discovery", "Journée découverte des métiers"
    SITE_VISIT = "site_visit", "Visite de chantier"
    COMPANY_VISIT = "company_visit", "Visite d’entreprise"
    SEMINAR = "network_seminar", "Séminaire de réseau"


class EventState(Word):
    """Where an event stands: nobody is told of one in preparation."""

    PREPARED = "prepared", "En préparation"
    ANNOUNCED = "announced", "Annoncé"
    HELD = "event_held", "Tenu"
    CANCELLED = "event_cancelled", "Annulé"


class EventStep(Word):
    """What the other rooms are told of an event: `tell_step("event", event_id, step.value, reason)`."""

    ANNOUNCED = "announced", "Annoncé"
    MOVED = "event_moved", "Déplacé"
    HELD = "event_held", "Tenu"
    CANCELLED = "event_cancelled", "Annulé"
    COPIED = "event_copied", "Copié"
    """Made from another one, whose number is the reason: rooms copy what they hang on it."""


class EventToDo(Word):
    """What waits for an organiser."""

    LATE = "tasks_late", "Préparation en retard"
    FEW = "few_guests", "Bientôt, avec peu d’inscrits"
    UNSAID = "unsaid", "Passé, à dire tenu ou annulé"
    UNFILLED = "unfilled", "Présences à pointer"


class EventPart(Word):
    """What a part of the day is: a stop of a tour, a trade shown, a visit, a try-out."""

    STOP = "tour_stop", "Étape"
    WELCOME = "welcome", "Accueil, présentation"
    SHOWN = "trade_shown", "Métier montré"
    VISIT = "guided_visit", "Visite"
    TRY_OUT = "try_out", "Essai du métier"


class GuestKind(Word):
    """Whom a place is kept for."""

    PERSON = "guest_person", "Candidat"
    COMPANY = "guest_company", "Entreprise"
    PARTNER = "guest_partner", "Partenaire"


class StepFree(Word):
    """Whether somebody in a wheelchair gets in and moves about."""

    UNKNOWN = "step_free_unknown", "À vérifier"
    YES = "step_free", "Accessible en fauteuil roulant"
    NO = "not_step_free", "Non accessible en fauteuil roulant"

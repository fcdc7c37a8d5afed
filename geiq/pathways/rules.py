"""The words of a pathway: phases, levels of French, barriers, exits."""

from facilitator.words import Word


class Phase(Word):
    """The two phases of a pathway (PIETRA): before the job, then once in it."""

    TOWARD = "toward_employment", "Vers l’emploi"
    IN_EMPLOYMENT = "in_employment", "Dans l’emploi"


class MoveKind(Word):
    """What happened to a pathway on a day."""

    BEGUN = "begun", "Entrée dans le parcours"
    IN_JOB = "into_job", "Passage dans l’emploi"
    BACK = "back_toward_job", "Retour vers l’emploi"
    EXTENDED = "extended", "Prolongation"
    ENDED = "pathway_ended", "Sortie du parcours"


class Education(Word):
    """The level of education reached (national framework of 2019, levels 3 to 8)."""

    NONE = "none", "Sans diplôme"
    LEVEL_3 = "level_3", "Niveau 3 (CAP, BEP)"
    LEVEL_4 = "level_4", "Niveau 4 (bac)"
    LEVEL_5 = "level_5", "Niveau 5 (bac + 2)"
    LEVEL_6 = "level_6", "Niveau 6 ou plus (licence, master…)"
    FOREIGN = "foreign", "Diplôme étranger non reconnu"


class BarrierKind(Word):
    """What stands between a person and a job (data-inclusion). Of health: that it exists."""

    MOBILITY = "mobility", "Mobilité"
    HOUSING = "housing", "Logement, hébergement"
    HEALTH = "health", "Santé (sans détail)"
    CHILDCARE = "childcare", "Garde d’enfants"
    DIGITAL = "digital", "Numérique"
    ADMINISTRATIVE = "administrative", "Démarches administratives"
    FINANCIAL = "financial", "Difficultés financières"
    LANGUAGE = "language", "Maîtrise du français"


class BarrierState(Word):
    """Where a barrier stands."""

    FOUND = "found", "Repéré"
    IN_HAND = "in_hand", "En cours de traitement"
    LIFTED = "lifted", "Levé"


class PathwayExit(Word):
    """How a pathway ends; whether it is a positive exit is a setting of its scheme."""

    PERMANENT = "permanent_contract", "CDI"
    FIXED_LONG = "fixed_term_long", "CDD de 6 mois ou plus"
    FIXED_SHORT = "fixed_term_short", "CDD de moins de 6 mois, intérim"
    ALTERNATION = "work_study", "Alternance"
    INSERTION = "insertion_contract", "Contrat d’insertion"
    TRAINING = "qualifying_training", "Formation qualifiante"
    BUSINESS = "business", "Création d’activité"
    OTHER_SCHEME = "other_scheme", "Autre accompagnement"
    MOVED = "moved_away", "Déménagement"
    GAVE_UP = "stopped", "Abandon"
    NO_NEWS = "lost_sight", "Sans nouvelles"
    END_OF_TERM = "end_of_term", "Fin de la durée prévue"


POSITIVE = frozenset(
    {
        PathwayExit.PERMANENT,
        PathwayExit.FIXED_LONG,
        PathwayExit.ALTERNATION,
        PathwayExit.TRAINING,
        PathwayExit.BUSINESS,
    }
)
"""What is positive where a scheme says nothing: a lasting job, a business, a training (PLIE practice)."""


class OfferAudience(Word):
    """Whom an offer of a scheme is for."""

    PEOPLE = "people", "Personnes"
    COMPANIES = "companies", "Entreprises"


class ConsortiumPart(Word):
    """How an organisation takes part in a scheme."""

    LEAD = "lead", "Porteur"
    SIGNATORY = "signatory", "Signataire du consortium"
    PARTNER = "partner_organisation", "Partenaire"

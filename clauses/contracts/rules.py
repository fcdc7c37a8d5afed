"""The words of a contract: nature, form, stages, kinds of clause, categories, penalties."""

from facilitator.words import Word

# Usual working assumption, not a text (no primary source found): always editable on the clause.
DEFAULT_COUNTING_WINDOW_MONTHS = 24


class Nature(Word):
    """What is bought (CCP L1111-2 to L1111-4)."""

    WORKS = "works", "Travaux"
    SERVICES = "services", "Services"
    SUPPLIES = "supplies", "Fournitures"


class ContractForm(Word):
    """The legal form of the contract."""

    CONTRACT = "contract", "Marché"
    FRAMEWORK = "framework_agreement", "Accord-cadre à bons de commande"
    CONCESSION = "concession", "Concession"


class BuyerKind(Word):
    """The kind of buyer, on which the EU thresholds depend."""

    STATE = "state", "État et établissements publics de l’État"
    OTHER = "other", "Collectivité ou autre pouvoir adjudicateur"
    ENTITY = "entity", "Entité adjudicatrice (réseaux, transports…)"


class Stage(Word):
    """Where a contract stands, in order; closed, it is read only."""

    PREPARATION = "preparation", "Préparation"
    NOTIFIED = "notified", "Notifié"
    KICK_OFF = "kick_off", "Démarrage"
    RUNNING = "running", "En cours"
    FINAL_REPORT = "final_report", "Bilan final"
    COMPANY_COMMENTS = "company_comments", "Observations de l’entreprise"
    BUYER_VISA = "buyer_visa", "Visa de l’acheteur"
    CLOSED = "closed", "Clos"


class ClauseKind(Word):
    """The kinds of social clause. `terms.rules.article_of` names the legal article of each."""

    PERFORMANCE = "performance_condition", "Condition d’exécution"
    CRITERION = "award_criterion", "Critère d’attribution"
    RESERVED_ADAPTED = "reserved_ea_esat", "Marché réservé aux EA et ESAT"
    RESERVED_INSERTION = "reserved_siae", "Marché réservé aux SIAE"
    RESERVED_BOTH = "reserved_ea_esat_siae", "Marché réservé aux EA, ESAT et SIAE"
    RESERVED_PRISON = "reserved_prison", "Marché réservé au travail en prison"
    RESERVED_ESS = "reserved_ess", "Services sociaux réservés à l’économie sociale et solidaire"
    INSERTION_SERVICES = "insertion_services", "Marché de services d’insertion"
    TRAINING = "training_clause", "Clause sociale de formation"


RESERVED_FOR_WORKERS = frozenset(
    {
        ClauseKind.RESERVED_ADAPTED,
        ClauseKind.RESERVED_INSERTION,
        ClauseKind.RESERVED_BOTH,
        ClauseKind.RESERVED_PRISON,
    }
)
"""Reserved to operators by the share of their workers: a minimum share must be stated (R2113-7)."""
WITHOUT_HOURS = frozenset({ClauseKind.CRITERION, ClauseKind.RESERVED_ESS, *RESERVED_FOR_WORKERS})
"""Kinds of clause that may do without a target in hours."""


class EligibleCategory(Word):
    """Who counts (domain dossier §3.1: CCAG 2021 art. 16.1.1 and facilitators' published lists)."""

    LONG_TERM_JOBSEEKER = "long_term_jobseeker", "Demandeurs d’emploi de longue durée"
    RSA = "rsa_recipient", "Bénéficiaires du RSA"
    SOCIAL_MINIMA = "social_minima", "Bénéficiaires d’un minimum social (ASS, AAH…)"
    DISABLED_WORKER = "disabled_worker", "Bénéficiaires de l’obligation d’emploi (RQTH…)"
    YOUTH = "youth_under_26", "Jeunes de moins de 26 ans"
    SENIOR = "senior", "Seniors"
    QPV_RESIDENT = "qpv_resident", "Habitants d’un quartier prioritaire (QPV)"
    REFUGEE = "refugee_protected", "Réfugiés et bénéficiaires d’une protection"
    STRUCTURE_EMPLOYEE = "siae_employee", "Salariés d’une SIAE, d’une régie, d’une EA ou d’un ESAT"
    GEIQ = "geiq_pathway", "Salariés en parcours dans un GEIQ"
    SECOND_CHANCE = "epide_e2c", "Jeunes suivis par l’EPIDE ou une E2C"
    PLIE = "plie_participant", "Participants du PLIE"
    OFFENDER = "offender", "Personnes placées sous main de justice"
    OTHER = "other_motivated", "Autres, sur avis motivé validé par le facilitateur"


class Modality(Word):
    """How hours may be fulfilled (domain dossier §4)."""

    DIRECT_HIRE = "direct_hire", "Embauche directe"
    SECONDMENT = "secondment", "Mise à disposition (ETTI, AI, GEIQ…)"
    SUBCONTRACT = "subcontract", "Sous-traitance ou cotraitance avec une structure d’insertion"
    TRAINING = "training", "Période de formation en entreprise"


class ReportingPeriod(Word):
    """How often the company declares its hours."""

    MONTHLY = "monthly", "Chaque mois"
    QUARTERLY = "quarterly", "Chaque trimestre"
    END = "end", "À la fin du marché"


class Party(Word):
    """As what a company owes hours."""

    HOLDER = "holder", "Titulaire ou mandataire"
    JOINT_CONTRACTOR = "joint_contractor", "Cotraitant"
    SUBCONTRACTOR = "subcontractor", "Sous-traitant"


class TrancheKind(Word):
    """A firm tranche counts from the start, an optional one once affirmed (CCP R2113-4)."""

    FIRM = "firm", "Tranche ferme"
    OPTIONAL = "optional", "Tranche optionnelle"


class PenaltyTrigger(Word):
    """What a penalty punishes (domain dossier §5.4)."""

    MISSING_HOURS = "missing_hours", "Heures non réalisées"
    LATE_REPORT = "late_report", "Relevé ou justificatif en retard"
    LATE_FINAL_REPORT = "late_final_report", "Bilan final en retard"
    ABSENCE = "absence", "Absence à une réunion de la clause"


class PenaltyFormula(Word):
    """How a penalty is computed (domain dossier §5.4, two real schedules)."""

    PER_HOUR = "per_hour", "Montant par heure manquante"
    MULTIPLE_OF_BASE = "multiple_of_base", "Heures manquantes × coefficient × base horaire"
    PER_CALENDAR_DAY = "per_calendar_day", "Montant par jour calendaire de retard"
    PER_WORKING_DAY = "per_working_day", "Montant par jour ouvré de retard"
    PER_ABSENCE = "per_absence", "Montant par absence"


class HourlyBase(Word):
    """What a coefficient multiplies: figures in force on a day come from the dated parameters."""

    TYPED = "typed", "Base écrite dans la clause"
    SMIC = "smic", "SMIC horaire brut"
    CEILING = "ceiling", "Plafond horaire de la sécurité sociale"


class CapBasis(Word):
    """What a ceiling in percent is a part of."""

    CONTRACT = "contract", "Montant du marché hors taxes"
    LOT = "lot", "Montant du lot hors taxes"


class ToDo(Word):
    """What a list of contracts may be reduced to: those where somebody must act."""

    HOURS = "heures", "Sans objectif d’heures"
    SHARES = "engagements", "Engagements à compléter"
    KICK_OFF = "demarrage", "Sans réunion de démarrage"
    THRESHOLD = "seuil", "Condition sociale obligatoire manquante"
    EXEMPTION = "dispense", "Dispense à confirmer"
    VISA = "visa", "En attente du visa de l’acheteur"

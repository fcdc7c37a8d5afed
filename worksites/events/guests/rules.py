"""The words of a guest: how she came on the list, what she answered, whether she came."""

from facilitator.words import Word


class GuestOrigin(Word):
    """How a guest came on the list."""

    LIST = "from_list", "Liste d’invités"
    ORGANISER = "by_organiser", "Ajouté par l’organisateur"
    REFERRER = "by_referrer", "Proposé par un prescripteur"
    PUBLIC = "public_page", "Inscription publique"
    WALK_IN = "walk_in", "Venu sans inscription"


class GuestState(Word):
    """What a guest has answered."""

    PROPOSED = "guest_proposed", "À inviter"
    INVITED = "guest_invited", "Invité, sans réponse"
    COMING = "guest_coming", "Vient"
    MAYBE = "guest_maybe", "Peut-être"
    WAITING = "guest_waiting", "En liste d’attente"
    NOT_COMING = "guest_not_coming", "Ne vient pas"
    WITHDRAWN = "guest_withdrawn", "S’est désisté"


class Coming(Word):
    """Whether a guest was there on the day (rdv-insertion: unknown, seen, excused, noshow)."""

    UNKNOWN = "coming_unknown", "Non pointé"
    PRESENT = "came", "Présent"
    ABSENT = "did_not_come", "Absent"
    EXCUSED = "excused_before", "Excusé"

"""The words of a meeting at a table."""

from facilitator.words import Word


class MeetingResult(Word):
    """What a company says of a meeting."""

    SEE_AGAIN = "see_again", "À revoir"
    IMMERSION = "immersion", "Immersion"
    HIRE = "hire", "Embauche"
    NO = "no_match", "Non"


class RoundState(Word):
    """How far the computing of the rounds is."""

    RUNNING = "rounds_running", "En cours de calcul"
    READY = "rounds_ready", "Prêt"
    FAILED = "rounds_failed", "Non calculé"


class PairingKind(Word):
    """What is said by hand of a person and a company, before any computing."""

    WISH = "pairing_wished", "Souhaite la rencontrer"
    FORBID = "pairing_forbidden", "Ne doivent pas se rencontrer"


TONES = {
    RoundState.RUNNING: "info",
    RoundState.READY: "good",
    RoundState.FAILED: "bad",
    MeetingResult.SEE_AGAIN: "info",
    MeetingResult.IMMERSION: "info",
    MeetingResult.HIRE: "good",
    MeetingResult.NO: "neutral",
}

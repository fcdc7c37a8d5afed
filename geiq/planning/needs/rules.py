"""The words of the needs."""

from facilitator.words import Word


class Answer(Word):
    """Whether a need can still be answered by training."""

    IN_TIME = "in_time", "À ouvrir"
    LATE = "need_late", "Trop tard pour former à temps"
    SHORT = "too_short", "Trop court pour former"


TONES = {Answer.IN_TIME: "info", Answer.LATE: "bad", Answer.SHORT: "neutral"}

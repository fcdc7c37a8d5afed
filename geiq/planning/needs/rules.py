"""The words of the needs."""

from facilitator.words import Word


class NeedState(Word):
    """Whether a need can still be answered by training."""

    IN_TIME = "in_time", "À ouvrir"
    LATE = "need_late", "Trop tard pour former à temps"
    SHORT = "too_short", "Trop court pour former"


TONES = {NeedState.IN_TIME: "info", NeedState.LATE: "bad", NeedState.SHORT: "neutral"}

"""What a copy takes and what it leaves, column by column: what is not named here is copied.

A test reads the models and fails on a table that hangs on an event and is in none of these lists, or on a
column of a guest that is in none: nothing new is forgotten (Indico #6835: cloned events lost their form).
"""

MADE_ANEW = frozenset(
    {
        "id", "version", "uid", "sequence", "changed_at", "state", "template", "series", "cancelled_reason",
        "created_by_id", "search_key",
    }
)  # fmt: skip
"""Columns of an event that belong to one alone."""
ANEW_IN = {
    "event_task": frozenset({"done_on", "done_by_id"}),
    "event_cost": frozenset({"spent"}),
}
"""Columns of its parts that are of the day that was, not of the next one."""
GUEST_TAKEN = frozenset(
    {"body_id", "kind", "organisation_id", "name", "given_name", "email", "phone", "language", "reason"}
)
"""What is taken of a company or of a partner: who it is."""
GUEST_LEFT = frozenset(
    {
        "id", "version", "event_id", "participant_id", "origin", "proposed_by_id", "remark", "state",
        "slot_id", "invited_at", "answered_at", "waiting_since", "held_until", "consented_at", "reminded_at",
        "pointer_hash", "code_hash", "link_id", "coming", "came_at",
    }
)  # fmt: skip
"""What is left: its answers, its messages, its coming are of one day."""
TABLES_LEFT = {
    "round_plan": "les tours se calculent avec ceux qui viennent",
    "event_meeting": "les rencontres sont d’un jour",
    "event_referrer": "un lien de prescripteur ouvre un seul événement",
    "event_tap": "une présence est d’un jour",
    "promise_kept": "une preuve vaut pour un événement",
}
"""Tables that hang on an event and are not copied, and why."""
TABLES_FOLLOWED = {"cohort_event": "geiq.cohorts.events.copy_queries"}
"""Tables of upper rooms, and what copies them when it hears `EventStep.COPIED`."""

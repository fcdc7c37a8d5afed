"""The acts of the people's rooms, in the words of the journal."""

ACTS: dict[str, str] = {}

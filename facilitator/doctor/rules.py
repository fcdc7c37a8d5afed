"""Where the thing that a breach speaks of is seen. Pure."""

import re
from collections.abc import Collection

NUMBER = re.compile(r"\d+")


def named(sentence: str, nouns: Collection[str]) -> tuple[str, int] | None:
    """The thing that a breach begins with, by its noun (the longest known) and its number; None otherwise.

    >>> named("Relevé validé 12 : il dit 3 h", {"Relevé"})
    ('Relevé', 12)
    """
    known = [noun for noun in nouns if sentence.startswith(f"{noun} ")]
    found = NUMBER.search(sentence)
    if not known or found is None or ":" in sentence[: found.start()]:
        return None
    return max(known, key=len), int(found.group())

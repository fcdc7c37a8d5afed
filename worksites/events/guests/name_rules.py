"""How little of a name is shown where others read it: first name and initial."""


def short_name(given: str, family: str) -> str:
    """`Sarah D.`; the first name alone where there is no other."""
    initial = family.strip()[:1].upper()
    return f"{given.strip()} {initial}.".strip() if initial else given.strip()


def short_typed(name: str) -> str:
    """The same of a name typed at the door: `Sarah Diallo Ba` gives `Sarah B.`."""
    first, *others = name.split() or [""]
    return short_name(first, others[-1] if others else "")

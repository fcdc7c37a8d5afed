"""The tolerant reader: any JSON value becomes a record with its notes, or a refusal with its reason.

Refused = cannot be identified or trusted: no number, no valid buyer's SIRET, no object. All the rest
is repaired or set aside, so that real data is kept.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from clauses.contracts.opendata.reading import repairs
from clauses.contracts.opendata.reading.fields import fold, named
from clauses.contracts.opendata.reading.repairs import Margin
from clauses.contracts.opendata.reading.shapes import Change, Party, Record, Subcontract
from clauses.contracts.opendata.reading.words import CONSIDERATIONS, SCHEMES, consideration, official, plain

NUMBER_LIMIT = 100
OBJECT_LIMIT = 10_000
LIST_LIMIT = 2_000
DEPTH_LIMIT = 12
WRAPPERS = {"marche", "marches", "contrat-concession", "contratconcession", "concession"}
_MARKS = """
id uid acheteur acheteur.id autoriteConcedante autoriteConcedante.id objet codeCPV montant
valeurGlobale titulaires concessionnaires dateNotification dateSignature nature procedure
lieuExecution dureeMois formePrix datePublicationDonnees considerationsSociales
"""
MARKS = frozenset(map(fold, _MARKS.split()))


class Refused(Exception):
    """The record cannot be identified or trusted: the field, and why (French)."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def looks_published(value: Any) -> bool:
    """Whether a value has the marks of a procurement record, however damaged (a schema has no value)."""
    if not isinstance(value, dict):
        return False
    marks = [inner for key, inner in value.items() if fold(key) in MARKS]
    return len(marks) >= 2 and any(isinstance(inner, str | int | float) for inner in marks)


def unwrapped(value: Any) -> Any:
    """The record inside `{"marche": {…}}`."""
    while isinstance(value, dict) and len(value) == 1:
        (key, inner), *_ = value.items()
        if fold(key) not in WRAPPERS or not isinstance(inner, dict):
            break
        value = inner
    return value


def uid_of(value: Any) -> str:
    """The identifier the file gives, or buyer and number as far as they can be read."""
    if not isinstance(value, dict):
        return ""
    silent = Margin()
    value = named(value, silent)
    given = repairs.text(value.get("uid"), "uid", silent)
    buyer, _ = repairs.siret(_buyer(value, silent)[1], "", silent)
    return (given or buyer + repairs.text(value.get("id"), "id", silent))[:200]


def read(value: Any, today: date) -> tuple[Record, Margin]:
    """The normalised record and what was repaired. Raises `Refused`."""
    margin = Margin()
    value = unwrapped(value)
    if not isinstance(value, dict):
        raise Refused("", "Cet enregistrement n’est pas un objet : rien ne peut en être lu.")
    fields = named(value, margin)
    is_concession, path, buyer, buyer_name = _read_buyer(fields, margin)
    record = Record(
        buyer=buyer,
        number=_number(fields, margin),
        object=_object(fields, margin),
        concession=is_concession,
        buyer_name=repairs.text(buyer_name, path.replace(".id", ".nom"), margin),
    )
    _describe(record, fields, margin)
    _date(record, fields, margin, today)
    _count(record, fields, margin)
    _consider(record, fields, margin)
    record.holders = parties(
        fields.get("concessionnaires" if is_concession else "titulaires"), "titulaires", margin
    )
    _follow(record, fields, margin, today)
    return record, margin


def _buyer(fields: dict[str, Any], margin: Margin) -> tuple[str, Any, Any]:
    """(path of the buyer's SIRET, its value, the buyer's name) of a contract or of a concession."""
    for path in ("acheteur", "autoriteConcedante"):
        found = fields.get(path)
        while isinstance(found, list) and found:
            found = found[0]
        if isinstance(found, dict):
            found = named(found, margin)
            if not repairs.is_blank(repairs.scalar(found.get("id"))):
                return f"{path}.id", found["id"], found.get("nom")
        elif not repairs.is_blank(repairs.scalar(found)):
            return f"{path}.id", found, None
        if not repairs.is_blank(repairs.scalar(fields.get(f"{path}.id"))):
            return f"{path}.id", fields[f"{path}.id"], fields.get(f"{path}.nom")
    return "autoriteConcedante.id" if _says_concession(fields) else "acheteur.id", None, None


def _says_concession(fields: dict[str, Any]) -> bool:
    said = f"{fields.get('_type') or ''} {fields.get('nature') or ''}".casefold()
    return "concession" in said or "délégation" in said


def _read_buyer(fields: dict[str, Any], margin: Margin) -> tuple[bool, str, str, Any]:
    path, value, name = _buyer(fields, margin)
    buyer, reason = repairs.siret(value, path, margin)
    if reason:
        raise Refused(path, f"Acheteur : {reason[0].lower()}{reason[1:]}")
    return path.startswith("autorite") or _says_concession(fields), path, buyer, name


def _number(fields: dict[str, Any], margin: Margin) -> str:
    number = repairs.text(fields.get("id"), "id", margin)
    if not number:
        raise Refused("id", "Le numéro d’identification du marché manque.")
    if len(number) > NUMBER_LIMIT:
        raise Refused("id", f"Ce numéro d’identification dépasse {NUMBER_LIMIT} caractères.")
    return number


def _object(fields: dict[str, Any], margin: Margin) -> str:
    text = repairs.text(fields.get("objet"), "objet", margin)
    if not text:
        raise Refused("objet", "L’objet du marché manque.")
    if len(text) > OBJECT_LIMIT:
        margin.repaired("objet", text, text[:OBJECT_LIMIT], f"Objet coupé à {OBJECT_LIMIT} caractères.")
    return text[:OBJECT_LIMIT]


def _describe(record: Record, fields: dict[str, Any], margin: Margin) -> None:
    """Nature, procedure, place and the other words."""
    record.cpv = repairs.cpv(fields.get("codeCPV"), "codeCPV", margin)
    record.nature = _word(fields.get("nature"), "nature", margin)
    record.procedure = _word(fields.get("procedure"), "procedure", margin)
    record.ccag = _word(fields.get("ccag"), "ccag", margin)
    record.framework = repairs.text(fields.get("idAccordCadre"), "idAccordCadre", margin)[:NUMBER_LIMIT]
    record.grouping = repairs.text(fields.get("typeGroupementOperateurs"), "typeGroupementOperateurs", margin)
    record.techniques = _texts(fields.get("techniques"), "techniques", margin)
    record.executions = _texts(fields.get("modalitesExecution"), "modalitesExecution", margin)
    place = fields.get("lieuExecution")
    place = named(place, margin) if isinstance(place, dict) else {}
    record.place_code = repairs.text(place.get("code"), "lieuExecution.code", margin)
    record.place_type = _word(place.get("typeCode"), "lieuExecution.typeCode", margin)
    record.place_name = repairs.text(place.get("nom"), "lieuExecution.nom", margin)


def _word(value: Any, field: str, margin: Margin) -> str:
    text = repairs.text(value, field, margin)
    known = official(text) if text else ""
    if known != text:
        margin.repaired(field, text, known, "Orthographe officielle rétablie.")
    return known


def scalars(value: Any, depth: int = 0) -> Iterator[Any]:
    """Every scalar of a value, however it is wrapped: `{"technique": ["x"]}`, `["x"]`, `"x"`."""
    if depth > DEPTH_LIMIT:
        return
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from scalars(inner, depth + 1)
    elif not repairs.is_blank(value):
        yield value


def _texts(value: Any, field: str, margin: Margin) -> list[str]:
    found = [repairs.text(inner, field, margin) for inner in scalars(value)]
    return sorted({text for text in found if text})[:LIST_LIMIT]


def _date(record: Record, fields: dict[str, Any], margin: Margin, today: date) -> None:
    """Publication first: it tells what an impossible year of notification can mean."""
    notified = "dateSignature" if record.concession else "dateNotification"
    if repairs.is_blank(repairs.scalar(fields.get(notified))):
        other = "dateNotification" if record.concession else "dateSignature"
        notified = notified if repairs.is_blank(repairs.scalar(fields.get(other))) else other
    published = fields.get("datePublicationDonnees")
    near = repairs.day(published, "", Margin(), today)
    record.notified_on = repairs.day(fields.get(notified), notified, margin, today, near)
    record.published_on = repairs.day(published, "datePublicationDonnees", margin, today, record.notified_on)
    record.started_on = repairs.day(
        fields.get("dateDebutExecution"), "dateDebutExecution", margin, today, record.notified_on
    )


def _count(record: Record, fields: dict[str, Any], margin: Margin) -> None:
    field = "valeurGlobale" if record.concession and "valeurGlobale" in fields else "montant"
    record.amount = repairs.amount(fields.get(field), field, margin)
    record.months = repairs.months(fields.get("dureeMois"), "dureeMois", margin)


def _consider(record: Record, fields: dict[str, Any], margin: Margin) -> None:
    for value in scalars(fields.get("considerationsSociales")):
        said = consideration(str(value))
        if said is None:
            margin.aside("considerationsSociales", value, "Considération sociale inconnue.")
            continue
        if value not in CONSIDERATIONS:
            meant = [word for word, flags in CONSIDERATIONS.items() if _shares(flags, said)]
            margin.repaired("considerationsSociales", value, ", ".join(meant), "Valeur hors schéma comprise.")
        record.clause |= said[0]
        record.criterion |= said[1]
        record.reserved |= said[2]


def _shares(flags: tuple[bool, ...], said: tuple[bool, ...]) -> bool:
    return any(flag and word for flag, word in zip(flags, said, strict=True))


def parties(value: Any, field: str, margin: Margin) -> list[Party]:
    """The holders in any of the shapes met: wrapped or not, alone or listed, lists of lists."""
    found: dict[tuple[str, str, str], Party] = {}
    for inner in _party_values(value, field, margin, 0):
        party = read_party(inner, field, margin)
        if party is not None:
            known = found.setdefault((party.scheme, party.id, "" if party.id else party.name), party)
            known.name = known.name or party.name
    return sorted(found.values(), key=lambda party: (party.scheme, party.id, party.name))[:LIST_LIMIT]


def _party_values(value: Any, field: str, margin: Margin, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEPTH_LIMIT or repairs.is_blank(value):
        return
    if isinstance(value, dict):
        inside = named(value, margin)
        if {"id", "typeIdentifiant", "denominationSociale"} & inside.keys():
            yield inside
            return
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _party_values(inner, field, margin, depth + 1)
        return
    if str(value) in ("id", "typeIdentifiant", "denominationSociale"):
        margin.aside(field, value, "Le nom d’un champ a été publié à la place de sa valeur.")
    else:
        yield {"id": value}


def read_party(value: dict[str, Any], field: str, margin: Margin) -> Party | None:
    """A holder or subcontractor; a bad identifier is kept, not linked, with a note."""
    name = repairs.text(value.get("denominationSociale"), f"{field}.denominationSociale", margin)
    said = repairs.text(value.get("typeIdentifiant"), f"{field}.typeIdentifiant", margin)
    if repairs.is_blank(repairs.scalar(value.get("id"))):
        return Party("", "", name, linked=False) if name else None
    scheme = said if said == "SIRET" else SCHEMES.get(plain(said).replace("numero", ""), said.upper()[:20])
    if scheme != said:
        margin.repaired(f"{field}.typeIdentifiant", said, scheme, "Type d’identifiant officiel rétabli.")
    if scheme != "SIRET":
        return Party(
            repairs.text(value["id"], f"{field}.id", margin)[:NUMBER_LIMIT], scheme, name, linked=False
        )
    found, reason = repairs.siret(value["id"], f"{field}.id", margin)
    if reason:
        margin.aside(
            f"{field}.id", found, f"{reason} L’identifiant est gardé, sans lien avec une entreprise."
        )
    return Party(repairs.written(found)[:NUMBER_LIMIT], "SIRET", name, linked=not reason)


def _objects(value: Any, mark: str, margin: Margin, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a list in any of the shapes met (`[{"modification": {…}}]`, `[{…}]`, `{…}`)."""
    if depth > DEPTH_LIMIT:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _objects(inner, mark, margin, depth + 1)
    elif isinstance(value, dict):
        fields = named(value, margin)
        inside = [inner for key, inner in fields.items() if key.casefold().startswith(mark)]
        if inside and len(fields) == len(inside):
            for inner in inside:
                yield from _objects(inner, mark, margin, depth + 1)
        elif fields:
            yield fields


def _follow(record: Record, fields: dict[str, Any], margin: Margin, today: date) -> None:
    """Modifications, subcontracting acts and their changes."""
    near = record.published_on or record.notified_on
    record.changes = [
        _change(value, margin, today, near)
        for value in _objects(fields.get("modifications"), "modification", margin)
    ][:LIST_LIMIT]
    record.subcontracts = [
        _subcontract(value, "actesSousTraitance", margin, today, near)
        for value in _objects(fields.get("actesSousTraitance"), "acte", margin)
    ][:LIST_LIMIT]
    changed = fields.get("modificationsActesSousTraitance", fields.get("modificationsActeSousTraitance"))
    record.subcontract_changes = [
        _subcontract(value, "modificationsActesSousTraitance", margin, today, near)
        for value in _objects(changed, "modification", margin)
    ][:LIST_LIMIT]


def _change(value: dict[str, Any], margin: Margin, today: date, near: str | None) -> Change:
    def first(*names: str) -> tuple[str, Any]:
        name = next(
            (name for name in names if not repairs.is_blank(repairs.scalar(value.get(name)))), names[0]
        )
        return f"modifications.{name}", value.get(name)

    notified, notified_value = first("dateNotificationModification", "dateSignatureModification")
    published, published_value = first("datePublicationDonneesModification")
    amount, amount_value = first("montant", "valeurGlobale")
    return Change(
        number=repairs.text(value.get("id"), "modifications.id", margin)[:NUMBER_LIMIT],
        notified_on=repairs.day(notified_value, notified, margin, today, near),
        published_on=repairs.day(published_value, published, margin, today, near),
        months=repairs.months(value.get("dureeMois"), "modifications.dureeMois", margin),
        amount=repairs.amount(amount_value, amount, margin),
        holders=parties(
            value.get("titulaires", value.get("concessionnaires")), "modifications.titulaires", margin
        ),
        purpose=repairs.text(value.get("objetModification"), "modifications.objetModification", margin),
    )


def _subcontract(
    value: dict[str, Any], path: str, margin: Margin, today: date, near: str | None
) -> Subcontract:
    inner = parties(value.get("sousTraitant"), f"{path}.sousTraitant", margin)
    notified = value.get("dateNotification", value.get("dateNotificationModificationSousTraitance"))
    return Subcontract(
        number=repairs.text(value.get("id"), f"{path}.id", margin)[:NUMBER_LIMIT],
        party=inner[0] if inner else None,
        notified_on=repairs.day(notified, f"{path}.dateNotification", margin, today, near),
        published_on=repairs.day(
            value.get("datePublicationDonnees"), f"{path}.datePublicationDonnees", margin, today, near
        ),
        months=repairs.months(value.get("dureeMois"), f"{path}.dureeMois", margin),
        amount=repairs.amount(value.get("montant"), f"{path}.montant", margin),
    )


def buyer_of(value: Any) -> str:
    """The buyer's SIRET, '' when it cannot be read."""
    value = unwrapped(value)
    if not isinstance(value, dict):
        return ""
    silent = Margin()
    found, reason = repairs.siret(_buyer(named(value, silent), silent)[1], "", silent)
    return "" if reason else found

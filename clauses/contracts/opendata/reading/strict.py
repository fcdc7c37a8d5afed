"""The fast reader: a clean record of the 2022 format (or of 2019) straight from its bytes.

It answers None as soon as anything is unusual: the tolerant reader then does the whole record. A property
test keeps both equal on what this one accepts.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from clauses.contracts.opendata.reading import repairs
from clauses.contracts.opendata.reading.shapes import Change, Party, Record, Subcontract
from clauses.contracts.opendata.reading.tolerant import LIST_LIMIT, NUMBER_LIMIT, OBJECT_LIMIT
from clauses.contracts.opendata.reading.words import (
    CONSIDERATIONS,
    Ccag,
    ContractNature,
    PlaceType,
    Procedure,
)

SCHEMES = frozenset({"TVA", "HORS-UE", "FRWF", "TAHITI", "RIDET", "IREP"})
NOTHING = "Sans objet"
NO_CONSIDERATION = (False, False, False)
MEMORY_LIMIT, LONG_TEXT = 100_000, 100

# What is checked while decoding costs nothing; a type `None` is a field that only the tolerant reader reads.
Months = Annotated[int, Meta(gt=0, le=repairs.MONTHS_LIMIT)] | None
Euros = Annotated[float, Meta(gt=0, lt=repairs.AMOUNT_LIMIT_CENTS // 100)] | None
Length = Meta(max_length=LIST_LIMIT)


class _Actor(Struct, gc=False, forbid_unknown_fields=True):
    id: str
    nom: str = ""


class _Place(Struct, gc=False, frozen=True, forbid_unknown_fields=True):
    code: str = ""
    kind: Literal[PlaceType, ""] = field(name="typeCode", default="")
    nom: str = ""


class _Party(Struct, gc=False, forbid_unknown_fields=True):
    id: str
    scheme: str = field(name="typeIdentifiant")
    name: str = field(name="denominationSociale", default="")


class _Holder(Struct, gc=False, forbid_unknown_fields=True):
    titulaire: _Party | None = None
    concessionnaire: None = None
    id: str | UnsetType = UNSET
    scheme: str | UnsetType = field(name="typeIdentifiant", default=UNSET)
    name: str | UnsetType = field(name="denominationSociale", default=UNSET)


class _Change(Struct, gc=False, forbid_unknown_fields=True):
    id: int | str = ""
    amount: Euros = field(name="montant", default=None)
    months: Months = field(name="dureeMois", default=None)
    notified: str | None = field(name="dateNotificationModification", default=None)
    published: str | None = field(name="datePublicationDonneesModification", default=None)
    holders: Annotated[list[_Holder], Length] | None = field(name="titulaires", default=None)
    purpose: str = field(name="objetModification", default="")
    signed: None = field(name="dateSignatureModification", default=None)
    value: None = field(name="valeurGlobale", default=None)
    others: None = field(name="concessionnaires", default=None)
    modification: None = None


class _Act(Struct, gc=False, forbid_unknown_fields=True):
    id: int | str = ""
    party: _Party | None = field(name="sousTraitant", default=None)
    months: Months = field(name="dureeMois", default=None)
    notified: str | None = field(name="dateNotification", default=None)
    changed: str | None = field(name="dateNotificationModificationSousTraitance", default=None)
    amount: Euros = field(name="montant", default=None)
    published: str | None = field(name="datePublicationDonnees", default=None)
    variationPrix: Raw = Raw()


class _WrappedChange(Struct, gc=False, forbid_unknown_fields=True):
    modification: _Change


class _WrappedAct(Struct, gc=False, forbid_unknown_fields=True):
    acte: _Act = field(name="acteSousTraitance")


class _WrappedActChange(Struct, gc=False, forbid_unknown_fields=True):
    change: _Act = field(name="modificationActeSousTraitance")


class _Considerations(Struct, gc=False, forbid_unknown_fields=True):
    values: list[str] = field(name="considerationSociale")


class _Techniques(Struct, gc=False, forbid_unknown_fields=True):
    values: Annotated[list[str], Length] = field(name="technique")


class _Executions(Struct, gc=False, forbid_unknown_fields=True):
    values: Annotated[list[str], Length] = field(name="modaliteExecution")


class Published(Struct, gc=False, kw_only=True, forbid_unknown_fields=True):
    """A contract as the schema wants it, in its order; anything else, a concession too, fails to decode."""

    id: str
    buyer: _Actor = field(name="acheteur")
    nature: Literal[ContractNature, ""] = ""
    object: str = field(name="objet")
    cpv: str = field(name="codeCPV", default="")
    techniques: _Techniques | None = None
    executions: _Executions | None = field(name="modalitesExecution", default=None)
    framework: str | None = field(name="idAccordCadre", default=None)
    grouping: str = field(name="typeGroupementOperateurs", default="")
    ccag: Literal[Ccag, ""] = ""
    procedure: Literal[Procedure, ""] = ""
    place: _Place = field(name="lieuExecution", default=_Place())
    months: Months = field(name="dureeMois", default=None)
    notified: str | None = field(name="dateNotification", default=None)
    published: str | None = field(name="datePublicationDonnees", default=None)
    amount: Euros = field(name="montant", default=None)
    holders: Annotated[list[_Holder], Length] | None = field(name="titulaires", default=None)
    considerations: _Considerations | None = field(name="considerationsSociales", default=None)
    acts: Annotated[list[_WrappedAct], Length] | None = field(name="actesSousTraitance", default=None)
    act_changes: Annotated[list[_WrappedActChange], Length] | None = field(
        name="modificationsActesSousTraitance", default=None
    )
    changes: Annotated[list[_WrappedChange], Length] | None = field(name="modifications", default=None)
    kind: Literal["Marché", ""] = field(name="_type", default="")
    authority: None = field(name="autoriteConcedante", default=None)
    signed: None = field(name="dateSignature", default=None)
    started: None = field(name="dateDebutExecution", default=None)
    value: None = field(name="valeurGlobale", default=None)
    concessionaires: None = field(name="concessionnaires", default=None)
    # Read by nobody yet, but known: a field of any other name may be a misspelt one.
    uid: Raw = Raw()
    uuid: Raw = Raw()
    source: Raw = Raw()
    formePrix: Raw = Raw()
    typesPrix: Raw = Raw()
    offresRecues: Raw = Raw()
    marcheInnovant: Raw = Raw()
    attributionAvance: Raw = Raw()
    tauxAvance: Raw = Raw()
    origineUE: Raw = Raw()
    origineFrance: Raw = Raw()
    sousTraitanceDeclaree: Raw = Raw()
    considerationsEnvironnementales: Raw = Raw()


decode = msgspec.json.Decoder(Published).decode


class Unusual(Exception):
    """Not for the fast reader."""


class Memory(dict[Any, Any]):
    """What was already found right: real files repeat the same days, codes and words endlessly."""

    def __init__(self, check: Callable[[Any], Any], known: dict[Any, Any]) -> None:
        super().__init__(known)
        self.check = check

    def __missing__(self, value: Any) -> Any:
        """Check a value met for the first time."""
        kept = self.check(value)
        if len(self) < MEMORY_LIMIT and len(value) < LONG_TEXT:
            self[value] = kept
        return kept


class StrictReader:
    """Reads clean records; `read` answers None for the others."""

    def __init__(self, today: date) -> None:
        self.days = Memory(partial(_day, today), {None: None})
        self.codes = Memory(_code, {"": ""})
        self.words = Memory(_text, {"": "", NOTHING: ""})
        self.parties = Memory(_known_party, {})

    def read(self, raw: Any) -> Record | None:
        """The record, or None when the tolerant reader must do it."""
        try:
            return self._record(decode(raw))
        except (Unusual, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def _record(self, found: Published) -> Record:
        words, days, place = self.words, self.days, found.place
        clause, criterion, reserved = _considered(found.considerations)
        record = Record(
            buyer=self.parties[found.buyer.id].id,
            number=_number(found.id),
            object=_text(found.object),
            buyer_name=words[found.buyer.nom],
            cpv=self.codes[found.cpv],
            nature=found.nature,
            procedure=found.procedure,
            ccag=found.ccag,
            grouping=words[found.grouping],
            place_code=words[place.code],
            place_type=place.kind,
            place_name=words[place.nom],
            months=found.months,
            notified_on=days[found.notified],
            published_on=days[found.published],
            amount=_cents(found.amount),
            clause=clause,
            criterion=criterion,
            reserved=reserved,
        )
        self._complete(record, found)
        return record

    def _complete(self, record: Record, found: Published) -> None:
        """The lists, most often short or empty."""
        if found.framework:
            record.framework = _number(found.framework)
        if found.techniques:
            record.techniques = self._several(found.techniques.values)
        if found.executions:
            record.executions = self._several(found.executions.values)
        if found.holders:
            record.holders = self._parties(found.holders)
        if found.changes:
            record.changes = [self._change(each.modification) for each in found.changes]
        if found.acts:
            record.subcontracts = [self._act(each.acte) for each in found.acts]
        if found.act_changes:
            record.subcontract_changes = [self._act(each.change) for each in found.act_changes]

    def _several(self, values: list[str]) -> list[str]:
        words = self.words
        if len(values) == 1:
            word = words[values[0]]
            return [word] if word else []
        return sorted({words[value] for value in values} - {""})

    def _change(self, found: _Change) -> Change:
        return Change(
            _rank(found.id),
            self.days[found.notified],
            self.days[found.published],
            found.months,
            _cents(found.amount),
            self._parties(found.holders) if found.holders else [],
            _text(found.purpose) if found.purpose else "",
        )

    def _act(self, found: _Act) -> Subcontract:
        if found.notified and found.changed:
            raise Unusual
        return Subcontract(
            _rank(found.id),
            None if found.party is None else self._party(found.party),
            self.days[found.notified or found.changed],
            self.days[found.published],
            found.months,
            _cents(found.amount),
        )

    def _party(self, found: _Party | _Holder) -> Party:
        if found.scheme == "SIRET":
            party: Party = self.parties[found.id or ""]
            return Party(party.id, "SIRET", self.words[found.name]) if found.name else party
        if found.scheme not in SCHEMES or not found.id:
            raise Unusual
        return Party(_number(found.id), found.scheme, self.words[found.name], False)

    def _parties(self, values: list[_Holder]) -> list[Party]:
        parties = []
        for value in values:
            inner = value.titulaire
            if inner is not None and not value.id is value.scheme is value.name is UNSET:
                raise Unusual
            parties.append(self._party(inner or value))
        if len(parties) > 1:
            parties.sort(key=lambda party: (party.scheme, party.id, party.name))
            if len({(party.scheme, party.id) for party in parties}) < len(parties):
                raise Unusual
        return parties


def _day(today: date, value: str) -> str | None:
    if value and not repairs.is_plain_day(value, today):
        raise Unusual
    return value or None


def _code(value: str) -> str:
    margin = repairs.Margin()
    kept = repairs.cpv(value, "", margin)
    if margin.notes:
        raise Unusual
    return kept


def _known_party(siret: str) -> Party:
    if not repairs.is_siret(siret):
        raise Unusual
    return Party(siret)


def _considered(found: _Considerations | None) -> tuple[bool, bool, bool]:
    if found is None:
        return NO_CONSIDERATION
    try:
        if len(found.values) == 1:
            return CONSIDERATIONS[found.values[0]]
        said = [CONSIDERATIONS[value] for value in found.values]
    except KeyError:
        raise Unusual from None
    clause, criterion, reserved = (any(flags[place] for flags in said) for place in range(3))
    return clause, criterion, reserved


def _rank(value: int | str) -> str:
    return str(value) if isinstance(value, int) else _number(value)


def _number(value: str) -> str:
    """A number that needs no repair and says something."""
    if len(value) > NUMBER_LIMIT:
        raise Unusual
    return value if value.isascii() and value.isdigit() else _text(value)


def _text(value: str) -> str:
    if len(value) > OBJECT_LIMIT or not repairs.is_clean(value):
        raise Unusual
    return value


def _cents(value: float | None) -> int | None:
    """Whole cents when the number has two places at most: the float is only trusted when it says so."""
    if value is None:
        return None
    cents = round(value * 100)
    if cents / 100 != value or cents == 100:
        raise Unusual
    return cents

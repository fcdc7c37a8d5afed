"""The fast reader: a clean record of the 2022 format (or of 2019) straight from its bytes.

It answers None as soon as anything is unusual: the tolerant reader then does the whole record. A property
test keeps both equal on what this one accepts.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import msgspec
from msgspec import Struct, field

from clauses.contracts.opendata.reading import repairs
from clauses.contracts.opendata.reading.shapes import Change, Party, Record, Subcontract
from clauses.contracts.opendata.reading.tolerant import LIST_LIMIT, NUMBER_LIMIT, OBJECT_LIMIT
from clauses.contracts.opendata.reading.words import CONSIDERATIONS, OFFICIAL

WORDS = frozenset({"", *OFFICIAL.values()})
SCHEMES = frozenset({"TVA", "HORS-UE", "FRWF", "TAHITI", "RIDET", "IREP"})
NATURES = frozenset(word for word in WORDS if not word.startswith(("Concession", "Délégation")))
NOTHING = ["Sans objet"]
NO_CONSIDERATION = (False, False, False)
MEMORY_LIMIT, LONG_TEXT = 100_000, 100


class _Actor(Struct, gc=False):
    id: str
    nom: str = ""


class _Place(Struct, gc=False, frozen=True):
    code: str = ""
    kind: str = field(name="typeCode", default="")
    nom: str = ""


class _Party(Struct, gc=False):
    id: str
    scheme: str = field(name="typeIdentifiant")
    name: str = field(name="denominationSociale", default="")


class _Holder(Struct, gc=False):
    titulaire: _Party | None = None
    concessionnaire: _Party | None = None
    id: str | None = None
    scheme: str = field(name="typeIdentifiant", default="")
    name: str = field(name="denominationSociale", default="")


class _Change(Struct, gc=False):
    id: int | str = ""
    notified: str | None = field(name="dateNotificationModification", default=None)
    signed: str | None = field(name="dateSignatureModification", default=None)
    published: str | None = field(name="datePublicationDonneesModification", default=None)
    months: int | None = field(name="dureeMois", default=None)
    amount: int | float | None = field(name="montant", default=None)
    value: int | float | None = field(name="valeurGlobale", default=None)
    holders: list[_Holder] | None = field(name="titulaires", default=None)
    others: list[_Holder] | None = field(name="concessionnaires", default=None)
    purpose: str = field(name="objetModification", default="")
    modification: msgspec.Raw | None = None


class _Act(Struct, gc=False):
    id: int | str = ""
    party: _Party | None = field(name="sousTraitant", default=None)
    notified: str | None = field(name="dateNotification", default=None)
    changed: str | None = field(name="dateNotificationModificationSousTraitance", default=None)
    published: str | None = field(name="datePublicationDonnees", default=None)
    months: int | None = field(name="dureeMois", default=None)
    amount: int | float | None = field(name="montant", default=None)


class _WrappedChange(Struct, gc=False):
    modification: _Change


class _WrappedAct(Struct, gc=False):
    acte: _Act = field(name="acteSousTraitance")


class _WrappedActChange(Struct, gc=False):
    change: _Act = field(name="modificationActeSousTraitance")


class _Considerations(Struct, gc=False):
    values: list[str] = field(name="considerationSociale")


class _Techniques(Struct, gc=False):
    values: list[str] = field(name="technique")


class _Executions(Struct, gc=False):
    values: list[str] = field(name="modaliteExecution")


class Published(Struct, gc=False):
    """A record as the schema wants it; anything else fails to decode."""

    id: str
    object: str = field(name="objet")
    buyer: _Actor | None = field(name="acheteur", default=None)
    authority: _Actor | None = field(name="autoriteConcedante", default=None)
    kind: str = field(name="_type", default="")
    nature: str = ""
    cpv: str = field(name="codeCPV", default="")
    procedure: str = ""
    place: _Place = field(name="lieuExecution", default=_Place())
    months: int | None = field(name="dureeMois", default=None)
    notified: str | None = field(name="dateNotification", default=None)
    signed: str | None = field(name="dateSignature", default=None)
    started: str | None = field(name="dateDebutExecution", default=None)
    published: str | None = field(name="datePublicationDonnees", default=None)
    amount: int | float | None = field(name="montant", default=None)
    value: int | float | None = field(name="valeurGlobale", default=None)
    ccag: str = ""
    framework: str | None = field(name="idAccordCadre", default=None)
    grouping: str = field(name="typeGroupementOperateurs", default="")
    considerations: _Considerations | None = field(name="considerationsSociales", default=None)
    techniques: _Techniques | None = None
    executions: _Executions | None = field(name="modalitesExecution", default=None)
    holders: list[_Holder] | None = field(name="titulaires", default=None)
    concessionaires: list[_Holder] | None = field(name="concessionnaires", default=None)
    changes: list[_WrappedChange] | None = field(name="modifications", default=None)
    acts: list[_WrappedAct] | None = field(name="actesSousTraitance", default=None)
    act_changes: list[_WrappedActChange] | None = field(name="modificationsActesSousTraitance", default=None)

    @property
    def foreign(self) -> bool:
        """Whether it has anything of a concession."""
        return bool(
            self.authority is not None
            or self.signed
            or self.started
            or self.value is not None
            or self.concessionaires is not None
        )


decode = msgspec.json.Decoder(Published).decode


class Unusual(Exception):
    """Not for the fast reader."""


class Memory(dict[Any, Any]):
    """What was already found right: real files repeat the same days, codes and words endlessly."""

    def __init__(self, check: Callable[[Any], Any], empty: Any) -> None:
        super().__init__({empty: empty})
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
        self.days = Memory(partial(_day, today), None)
        self.codes = Memory(_code, "")
        self.words = Memory(_optional, "")
        self.sirets = Memory(_siret, "")

    def read(self, raw: Any) -> Record | None:
        """The record, or None when the tolerant reader must do it."""
        try:
            return self._record(decode(raw))
        except (Unusual, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def _record(self, found: Published) -> Record:
        buyer = found.buyer
        if buyer is None or found.foreign or found.nature not in NATURES or "oncession" in found.kind:
            raise Unusual  # concessions are few: the tolerant reader does them all
        if not {found.procedure, found.ccag, found.place.kind} <= WORDS:
            raise Unusual
        words, days, place = self.words, self.days, found.place
        clause, criterion, reserved = _considered(found.considerations)
        record = Record(
            buyer=self.sirets[buyer.id],
            number=_text(found.id, NUMBER_LIMIT),
            object=_text(found.object, OBJECT_LIMIT),
            buyer_name=words[buyer.nom],
            cpv=self.codes[found.cpv],
            nature=found.nature,
            procedure=found.procedure,
            ccag=found.ccag,
            grouping=words[found.grouping],
            place_code=words[place.code],
            place_type=place.kind,
            place_name=words[place.nom],
            months=_months(found.months),
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
            record.framework = _optional(found.framework, NUMBER_LIMIT)
        if found.techniques:
            record.techniques = self._several(found.techniques.values)
        if found.executions:
            record.executions = self._several(found.executions.values)
        if found.holders:
            record.holders = self._parties(found.holders)
        if found.changes:
            record.changes = [self._change(each.modification) for each in found.changes[:LIST_LIMIT]]
        if found.acts:
            record.subcontracts = [self._act(each.acte) for each in found.acts[:LIST_LIMIT]]
        if found.act_changes:
            record.subcontract_changes = [self._act(each.change) for each in found.act_changes[:LIST_LIMIT]]

    def _several(self, values: list[str]) -> list[str]:
        if values == NOTHING:
            return []
        return sorted({self.words[value] for value in values if value != NOTHING[0]} - {""})

    def _change(self, found: _Change) -> Change:
        if found.signed or found.value is not None or found.others or found.modification is not None:
            raise Unusual
        return Change(
            str(found.id) if isinstance(found.id, int) else _optional(found.id, NUMBER_LIMIT),
            self.days[found.notified],
            self.days[found.published],
            _months(found.months),
            _cents(found.amount),
            self._parties(found.holders) if found.holders else [],
            _optional(found.purpose) if found.purpose else "",
        )

    def _act(self, found: _Act) -> Subcontract:
        if found.notified and found.changed:
            raise Unusual
        return Subcontract(
            str(found.id) if isinstance(found.id, int) else _optional(found.id, NUMBER_LIMIT),
            None if found.party is None else self._party(found.party),
            self.days[found.notified or found.changed],
            self.days[found.published],
            _months(found.months),
            _cents(found.amount),
        )

    def _party(self, found: _Party | _Holder) -> Party:
        if found.scheme == "SIRET":
            if not found.id:
                raise Unusual
            return Party(self.sirets[found.id], "SIRET", self.words[found.name])
        if found.scheme not in SCHEMES or not found.id:
            raise Unusual
        return Party(_text(found.id, NUMBER_LIMIT), found.scheme, self.words[found.name], False)

    def _parties(self, values: list[_Holder]) -> list[Party]:
        parties = []
        for value in values:
            inner = value.titulaire
            if value.concessionnaire is not None or (inner is not None and value.id is not None):
                raise Unusual
            parties.append(self._party(inner or value))
        if len(parties) > 1:
            parties.sort(key=lambda party: (party.scheme, party.id, party.name))
            if len({(party.scheme, party.id) for party in parties}) < len(parties):
                raise Unusual
        return parties


def _day(today: date, value: str) -> str | None:
    margin = repairs.Margin()
    kept = repairs.day(value, "", margin, today)
    if kept != value or margin.notes:
        raise Unusual
    return kept


def _code(value: str) -> str:
    margin = repairs.Margin()
    kept = repairs.cpv(value, "", margin)
    if margin.notes:
        raise Unusual
    return kept


def _siret(value: str) -> str:
    if not repairs.is_siret(value):
        raise Unusual
    return value


def _considered(found: _Considerations | None) -> tuple[bool, bool, bool]:
    if found is None:
        return NO_CONSIDERATION
    if len(found.values) == 1:
        flags = CONSIDERATIONS.get(found.values[0])
        if flags is None:
            raise Unusual
        return flags
    said = [CONSIDERATIONS.get(value) for value in found.values]
    if None in said:
        raise Unusual
    clause, criterion, reserved = (any(flags[place] for flags in said if flags) for place in range(3))
    return clause, criterion, reserved


def _text(value: str, limit: int) -> str:
    """A text that needs no repair and says something."""
    if not value:
        raise Unusual
    return _optional(value, limit)


def _optional(value: str, limit: int = OBJECT_LIMIT) -> str:
    """A text that needs no repair, or ''."""
    if (
        not value.isprintable()
        or value[0] == " "
        or value[-1] == " "
        or "&" in value
        or len(value) > limit
        or (len(value) < 16 and value.casefold().replace("é", "e") in repairs.BLANKS)
        or (not value.isascii() and ("\ufffd" in value or repairs.MOJIBAKE.search(value)))
    ):
        raise Unusual
    return value


def _months(value: int | None) -> int | None:
    if value is not None and not 0 < value <= repairs.MONTHS_LIMIT:
        raise Unusual
    return value


def _cents(value: int | float | None) -> int | None:
    """Whole cents when the number has two places at most: the float is only trusted when it says so."""
    if value is None:
        return None
    cents = round(value * 100)
    if cents / 100 != value or cents == 100 or not 0 < cents < repairs.AMOUNT_LIMIT_CENTS:
        raise Unusual
    return cents

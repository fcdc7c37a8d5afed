"""The fast reader: a clean record of the 2022 format (or of 2019) straight from its bytes.

It answers None as soon as anything is unusual: the tolerant reader then does the whole record. A property
test keeps both equal on what this one accepts.
"""

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct, field

from clauses.contracts.opendata.reading import repairs
from clauses.contracts.opendata.reading.shapes import Change, Party, Record, Subcontract
from clauses.contracts.opendata.reading.tolerant import LIST_LIMIT, NUMBER_LIMIT, OBJECT_LIMIT
from clauses.contracts.opendata.reading.words import CONSIDERATIONS, OFFICIAL

WORDS = frozenset({"", *OFFICIAL.values()})
SCHEMES = frozenset({"TVA", "HORS-UE", "FRWF", "TAHITI", "RIDET", "IREP"})
GROUPINGS = frozenset({"", "Conjoint", "Solidaire", "Pas de groupement"})
CACHE_LIMIT = 50_000


class _Actor(Struct, gc=False):
    id: str
    nom: str = ""


class _Place(Struct, gc=False):
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
    place: _Place | None = field(name="lieuExecution", default=None)
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


decode = msgspec.json.Decoder(Published).decode


class Unusual(Exception):
    """Not for the fast reader."""


class StrictReader:
    """Remembers the days and codes it has already found right: real files repeat them endlessly."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.days: dict[str | None, str | None] = {None: None}
        self.codes: dict[str, str] = {"": ""}

    def read(self, raw: Any) -> Record | None:
        """The record, or None when the tolerant reader must do it."""
        try:
            found = decode(raw)
            return self._record(found)
        except (Unusual, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None

    def _record(self, found: Published) -> Record:
        actor = found.buyer
        if actor is None or found.authority is not None or found.concessionaires is not None:
            raise Unusual  # concessions are few: the tolerant reader does them all
        if not repairs.is_siret(actor.id) or found.nature not in WORDS or "oncession" in found.kind:
            raise Unusual
        if found.procedure not in WORDS or found.ccag not in WORDS or found.grouping not in GROUPINGS:
            raise Unusual
        if found.signed or found.started or found.nature[:2] in ("Co", "Dé") or found.value is not None:
            raise Unusual
        record = Record(
            buyer=actor.id,
            number=_text(found.id, NUMBER_LIMIT),
            object=_text(found.object, OBJECT_LIMIT),
            buyer_name=_optional(actor.nom),
            cpv=self._code(found.cpv),
            nature=found.nature,
            procedure=found.procedure,
            ccag=found.ccag,
            grouping=found.grouping,
            framework=_optional(found.framework, NUMBER_LIMIT),
            months=_months(found.months),
            notified_on=self._day(found.notified),
            published_on=self._day(found.published),
            amount=_cents(found.amount),
            holders=_parties(found.holders),
        )
        self._rest(record, found)
        return record

    def _rest(self, record: Record, found: Published) -> None:
        if found.place is not None:
            _locate(record, found.place)
        if found.considerations is not None:
            _consider(record, found.considerations.values)
        if found.techniques is not None:
            record.techniques = _words(found.techniques.values)
        if found.executions is not None:
            record.executions = _words(found.executions.values)
        if found.changes:
            record.changes = [self._change(change.modification) for change in found.changes][:LIST_LIMIT]
        if found.acts:
            record.subcontracts = [self._act(act.acte) for act in found.acts][:LIST_LIMIT]
        if found.act_changes:
            record.subcontract_changes = [self._act(act.change) for act in found.act_changes][:LIST_LIMIT]

    def _change(self, found: _Change) -> Change:
        if found.signed or found.value is not None or found.others or found.modification is not None:
            raise Unusual
        return Change(
            number=_number(found.id),
            notified_on=self._day(found.notified),
            published_on=self._day(found.published),
            months=_months(found.months),
            amount=_cents(found.amount),
            holders=_parties(found.holders),
            purpose=_optional(found.purpose),
        )

    def _act(self, found: _Act) -> Subcontract:
        if found.notified and found.changed:
            raise Unusual
        return Subcontract(
            number=_number(found.id),
            party=None if found.party is None else _party(found.party),
            notified_on=self._day(found.notified or found.changed),
            published_on=self._day(found.published),
            months=_months(found.months),
            amount=_cents(found.amount),
        )

    def _day(self, value: str | None) -> str | None:
        try:
            return self.days[value]
        except KeyError:
            margin = repairs.Margin()
            kept = repairs.day(value, "", margin, self.today)
            if kept != value or margin.notes:
                raise Unusual from None
            if len(self.days) < CACHE_LIMIT:
                self.days[value] = kept
            return kept

    def _code(self, value: str) -> str:
        try:
            return self.codes[value]
        except KeyError:
            margin = repairs.Margin()
            kept = repairs.cpv(value, "", margin)
            if margin.notes:
                raise Unusual from None
            if len(self.codes) < CACHE_LIMIT:
                self.codes[value] = kept
            return kept


def _locate(record: Record, place: _Place) -> None:
    if place.kind not in WORDS:
        raise Unusual
    record.place_type = place.kind
    record.place_code = _optional(place.code)
    record.place_name = _optional(place.nom)


def _consider(record: Record, values: list[str]) -> None:
    for word in values:
        flags = CONSIDERATIONS.get(word)
        if flags is None:
            raise Unusual
        record.clause |= flags[0]
        record.criterion |= flags[1]
        record.reserved |= flags[2]


def _text(value: str, limit: int) -> str:
    """A text that needs no repair and says something."""
    value = _optional(value, limit)
    if not value:
        raise Unusual
    return value


def _optional(value: str | None, limit: int = OBJECT_LIMIT) -> str:
    """A text that needs no repair, or ''."""
    if not value:
        return ""
    if (
        len(value) > limit
        or not value.isprintable()
        or "&" in value
        or value[0] == " "
        or value[-1] == " "
        or len(value) < 16
        and repairs.is_blank(value)
        or not value.isascii()
        and ("\ufffd" in value or repairs.MOJIBAKE.search(value))
    ):
        raise Unusual
    return value


def _number(value: int | str) -> str:
    return str(value) if isinstance(value, int) else _optional(value, NUMBER_LIMIT)


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


def _words(values: list[str]) -> list[str]:
    if len(values) == 1:
        word = _optional(values[0]) if values[0] != "Sans objet" else ""
        return [word] if word else []
    kept = {_optional(value) for value in values if value != "Sans objet"}
    return sorted(word for word in kept if word)


def _party(found: _Party) -> Party:
    if found.scheme == "SIRET":
        if not repairs.is_siret(found.id):
            raise Unusual
        return Party(found.id, "SIRET", _optional(found.name))
    if found.scheme not in SCHEMES:
        raise Unusual
    return Party(_text(found.id, NUMBER_LIMIT), found.scheme, _optional(found.name), False)


def _parties(values: list[_Holder] | None) -> list[Party]:
    if not values:
        return []
    parties = []
    for value in values:
        inner = value.titulaire
        if inner is None:
            if value.id is None or value.concessionnaire is not None:
                raise Unusual
            inner = _Party(value.id, value.scheme, value.name)
        elif value.id is not None or value.concessionnaire is not None:
            raise Unusual
        parties.append(_party(inner))
    if len(parties) > 1:
        parties.sort(key=lambda party: (party.scheme, party.id, party.name))
        if len({(party.scheme, party.id) for party in parties}) < len(parties):
            raise Unusual
    return parties

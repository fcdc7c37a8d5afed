"""What a list of structures says, line by line, and why a line is refused.

Two shapes: the JSON of the GEIQ federation (« Label »; real defects: a test line, the federation itself, a
missing postcode or SIRET, an antenna under its seat's SIRET), and a sheet with headings (nom, siret, type,
métiers, capacité, ville, code postal).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from clauses.people.employments.rules import EmployerKind
from clauses.people.employments.trades.rules import parse_trade
from facilitator.accounts.rules import parse_siret
from facilitator.formats import search_key
from facilitator.words import RuleBroken, Word
from geiq.groups.rules import MOST_PEOPLE, STRUCTURE_KINDS

MOST_LINES = 2_000
LONGEST_NAME = 200


class Found(Word):
    """What a line of a list would do."""

    NEW = "new", "Nouvelle"
    CHANGED = "changed", "Complétée"
    SAME = "same", "Déjà connue, rien à changer"
    REFUSED = "refused", "Refusée"


@dataclass(frozen=True)
class ListedAntenna:
    """Another place of a structure, as a list says it."""

    name: str
    siret: str = ""
    postcode: str = ""
    city: str = ""
    label_id: int | None = None


@dataclass(frozen=True)
class Listed:
    """A line of a list; `refused` says why it is not taken, in French."""

    rank: int
    name: str
    siret: str = ""
    kind: EmployerKind = EmployerKind.GEIQ
    postcode: str = ""
    city: str = ""
    label_id: int | None = None
    capacity: int | None = None
    trades: tuple[str, ...] = ()
    antennas: tuple[ListedAntenna, ...] = ()
    refused: str = ""

    @property
    def department(self) -> str:
        """The first two digits of its postcode (`63`), or three overseas."""
        return self.postcode[:3] if self.postcode.startswith("97") else self.postcode[:2]


HEADINGS: Mapping[str, str] = {
    "nom": "name",
    "structure": "name",
    "raison sociale": "name",
    "siret": "siret",
    "type": "kind",
    "nature": "kind",
    "metier": "trades",
    "metiers": "trades",
    "capacite": "capacity",
    "places": "capacity",
    "ville": "city",
    "commune": "city",
    "code postal": "postcode",
    "cp": "postcode",
}
KINDS: Mapping[str, EmployerKind] = {
    **{kind.value: kind for kind in STRUCTURE_KINDS},
    "regie": EmployerKind.NEIGHBOURHOOD,
    "regie de quartier": EmployerKind.NEIGHBOURHOOD,
    "rq": EmployerKind.NEIGHBOURHOOD,
    "entreprise d insertion": EmployerKind.EI,
    "chantier d insertion": EmployerKind.ACI,
    "association intermediaire": EmployerKind.AI,
    "entreprise adaptee": EmployerKind.EA,
}
UNREADABLE = "Ce fichier n’est pas une liste de GEIQ : il faut un nom et un SIRET par ligne."


def from_label(content: str) -> list[Listed]:
    """The lines of the federation's JSON, bare or in its fixture. Raises `RuleBroken` on `file`."""
    try:
        found = json.loads(content)
        if isinstance(found, list) and found and isinstance(found[0], dict) and "fields" in found[0]:
            found = found[0]["fields"]["data"]
        if not isinstance(found, list):
            raise TypeError(found)
        lines = [_labelled(rank, line) for rank, line in enumerate(found, 1)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RuleBroken(UNREADABLE, "file") from error
    return checked(lines)


def _labelled(rank: int, line: Mapping[str, Any]) -> Listed:
    siret = text_of(line["siret"])
    return Listed(
        rank=rank,
        name=text_of(line["nom"]),
        siret=siret,
        postcode=text_of(line.get("cp")),
        city=text_of(line.get("ville")),
        label_id=int(line["id"]),
        antennas=tuple(_antennas(line.get("antennes") or (), siret)),
    )


def _antennas(lines: Iterable[Mapping[str, Any]], seat: str) -> Iterator[ListedAntenna]:
    for line in lines:
        name, siret = text_of(line.get("nom")), text_of(line.get("siret"))
        if name and not is_test(name):
            own = "" if siret == seat or not re.fullmatch(r"\d{14}", siret) else siret
            number = int(line["id"]) if line.get("id") else None
            yield ListedAntenna(
                name[:LONGEST_NAME],
                own,
                text_of(line.get("cp"))[:10],
                text_of(line.get("ville"))[:120],
                number,
            )


def from_rows(rows: Sequence[Sequence[str]]) -> list[Listed]:
    """The lines of a sheet whose first line holds the headings. Raises `RuleBroken` on `file`."""
    if not rows:
        raise RuleBroken("Ce fichier est vide.", "file")
    names = [HEADINGS.get(search_key(cell)) for cell in rows[0]]
    if "name" not in names:
        raise RuleBroken("Il faut une colonne « nom » : la première ligne porte les titres.", "file")
    lines = []
    for rank, row in enumerate(rows[1:], 1):
        said = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
        if any(said.values()):
            lines.append(_typed(rank, said))
    return checked(lines)


def _typed(rank: int, said: Mapping[str, str]) -> Listed:
    kind, refused = KINDS.get(search_key(said.get("kind", "") or "geiq")), ""
    if kind is None:
        refused = (
            f"« {said['kind']} » n’est pas un type connu : GEIQ, EI, ACI, AI, ETTI, EA, EATT, ESAT, régie."
        )
    capacity = said.get("capacity", "")
    if capacity and not (capacity.isascii() and capacity.isdigit() and 0 < int(capacity) <= MOST_PEOPLE):
        refused, capacity = f"« {capacity} » n’est pas une capacité : un nombre de personnes.", ""
    trades = re.split(r"[;,/|]", said.get("trades", ""))
    return Listed(
        rank=rank,
        name=said.get("name", ""),
        siret=said.get("siret", ""),
        kind=kind or EmployerKind.GEIQ,
        postcode=said.get("postcode", "")[:10],
        city=said.get("city", "")[:120],
        capacity=int(capacity) if capacity else None,
        trades=tuple(dict.fromkeys(parse_trade(one) for one in trades if one.strip())),
        refused=refused,
    )


def checked(lines: Sequence[Listed]) -> list[Listed]:
    """The lines, each with the reason why it is refused when it is."""
    if len(lines) > MOST_LINES:
        raise RuleBroken(f"Ce fichier a plus de {MOST_LINES} lignes : découpez-le.", "file")
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        one = line if line.refused else _checked(line)
        if one.siret and not one.refused:
            first = seen.setdefault(one.siret, one.rank)
            if first != one.rank:
                one = replace(one, refused=f"Même SIRET que la ligne {first}.")
        found.append(one)
    return found


def _checked(line: Listed) -> Listed:
    name = " ".join(line.name.split())[:LONGEST_NAME]
    line = replace(line, name=name)
    if not name:
        return replace(line, refused="Cette ligne n’a pas de nom.")
    if is_test(name):
        return replace(line, refused="C’est une ligne d’essai.")
    if search_key(name).startswith("federation"):
        return replace(line, refused="C’est la fédération, pas une structure.")
    if not line.siret:
        return line
    try:
        return replace(line, siret=parse_siret(line.siret))
    except RuleBroken as broken:
        return replace(line, refused=broken.message)


def is_test(name: str) -> bool:
    """Whether a name is that of somebody's try (`TEST IMPORT 1`, `test antenne`)."""
    return "test" in search_key(name).split()


def text_of(value: object) -> str:
    """A text without spaces around, '' for nothing."""
    return str(value).strip() if value is not None else ""


def packed(lines: Iterable[Listed]) -> str:
    """The lines as text, to come back with the reader's choice."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> list[Listed]:
    """The lines that came back, checked again: they went through the browser. Raises `RuleBroken`."""
    try:
        return checked([_back(line) for line in json.loads(text)])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RuleBroken("La liste n’est pas revenue entière : envoyez de nouveau le fichier.") from error


def _back(line: Mapping[str, Any]) -> Listed:
    kind = EmployerKind(line["kind"])
    if kind not in STRUCTURE_KINDS:
        raise ValueError(kind)
    number, capacity = line["label_id"], line["capacity"]
    return Listed(
        rank=int(line["rank"]),
        name=text_of(line["name"]),
        siret=text_of(line["siret"]),
        kind=kind,
        postcode=text_of(line["postcode"])[:10],
        city=text_of(line["city"])[:120],
        label_id=int(number) if number is not None else None,
        capacity=int(capacity) if capacity is not None and 0 < int(capacity) <= MOST_PEOPLE else None,
        trades=tuple(parse_trade(text_of(one)) for one in line["trades"]),
        antennas=tuple(_back_antenna(one) for one in line["antennas"]),
        refused=text_of(line["refused"]),
    )


def _back_antenna(line: Mapping[str, Any]) -> ListedAntenna:
    number, siret = line["label_id"], text_of(line["siret"])
    return ListedAntenna(
        text_of(line["name"])[:LONGEST_NAME],
        siret if re.fullmatch(r"\d{14}", siret) else "",
        text_of(line["postcode"])[:10],
        text_of(line["city"])[:120],
        int(number) if number is not None else None,
    )

"""What the columns of a sheet hold, guessed from its headings: where they are, what each one says.

Nothing here is believed without being shown: the guess is a page that can be corrected.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from clauses.hours.ledger.rules import last_of
from clauses.hours.workbooks.rules import Column, Field, Layout, Period
from clauses.hours.workbooks.values import month_named, period_of, whole_month
from facilitator.exchange.sheets.rules import Row, Sheet
from facilitator.formats import search_key

LOOKED_AT = 40
"""Headings are looked for in the first rows: a title, an address and a logo may come before."""
SYNONYMS: tuple[tuple[str, Field], ...] = (
    (r"\bnir\b|securite sociale|\bsecu\b|\bn ss\b", Field.NOTHING),
    (r"tel|mail|courriel|adresse|code postal|\bcp\b|ville|commune|sexe|civilite", Field.NOTHING),
    (r"^(n|numero)( du)? contrat de travail facilitator$", Field.EMPLOYMENT),
    (r"^(n|numero)( de l)? engagement facilitator$", Field.COMMITMENT),
    (r"taux|salaire|brut|montant|prix|hebdo|prevu|objectif|reste|nuit|supplementaire|cout", Field.NOTHING),
    (r"naissance|^ddn$|^nee? le$", Field.BIRTH),
    (r"siret|siren", Field.SIRET),
    (r"formation", Field.TRAINING),
    (r"tutorat|tuteur|accompagnement", Field.MENTORING),
    (r"nature|type d heure|activite", Field.KIND),
    (r"(date|jour)s?( de)? debut|^(du|debut)\b|debut (de )?(mission|periode|semaine)|^arrivee", Field.STARTS),
    (r"(date|jour)s?( de)? fin|^(au|fin)$|fin (de )?(mission|periode|semaine)|^depart", Field.ENDS),
    (r"^(nb|nbre|nbr|nombre)( total)?( d)?( de)? ?(h|heures?|hrs)\b|^total( d| des)? heures?", Field.WORK),
    (r"heure|^h$|^hrs?$|^total( h| mois| general)?$|^qte$|^quantite$|^duree$", Field.WORK),
    (r"mois|periode|semaine|^sem$|^n sem|^date|^jours?$", Field.PERIOD),
    (r"prenoms?\b.*\bnom|nom\b.*\bprenom|salarie|interimaire|beneficiaire|collaborateur", Field.FULL_NAME),
    (r"identite|personne|participant|^agent$|^employe|^nom complet|travailleur", Field.FULL_NAME),
    (r"prenom", Field.GIVEN_NAME),
    (r"agence|\betti?\b|employeur|\bgeiq\b", Field.EMPLOYER),
    (r"chantier|marche|operation|affaire|^site$|^projet", Field.CONTRACT),
    (r"^lots?\b", Field.LOT),
    (r"entreprise|societe|raison sociale|client|titulaire|fournisseur", Field.COMPANY),
    (r"contrat", Field.CONTRACT_TYPE),
    (r"poste|metier|qualification|emploi|fonction|trade", Field.TRADE),
    (r"remarque|observation|commentaire|^notes?$", Field.REMARK),
    (r"^noms?\b|^nom$", Field.FAMILY_NAME),
)
"""In this order: the first that fits. Headings as met in real files (opensource dossier A.4, B.5)."""
RULES = tuple((re.compile(pattern), field) for pattern, field in SYNONYMS)
SEVERAL = frozenset({Field.NOTHING, Field.IN_HEADING})
"""What several columns may hold at once."""
STRONG = 3
"""A name counts for more than any other heading when the row of headings is looked for."""
LONG_TEXT = 60
SHEET_DAYS = 10
"""So many whole numbers from 1 up in the headings are the days of the sheet's month."""


def field_of(heading: str) -> Field:
    """What a heading announces; `NOTHING` when it says nothing to us."""
    key = search_key(heading)
    return next((field for pattern, field in RULES if key and pattern.search(key)), Field.NOTHING)


def guess(sheet: Sheet, file_name: str, year: int, known: Mapping[str, Mapping[str, str]]) -> Layout | None:
    """How a sheet is laid out; None when no row looks like headings.

    `known` are the mappings that the organisation corrected before, by fingerprint.
    """
    header = header_row(sheet.rows[:LOOKED_AT])
    return None if header is None else layout_at(sheet, header, file_name, year, known)


def layout_at(
    sheet: Sheet, header: Row, file_name: str, year: int, known: Mapping[str, Mapping[str, str]]
) -> Layout:
    """The layout of a sheet whose headings are on this row."""
    about = sheet_period(sheet, header, file_name, year)
    year = about.first.year if about else year
    columns = list(columns_of(header, year, about))
    chosen = known.get(fingerprint(columns), {})
    if chosen:
        columns = [with_choice(column, chosen.get(str(column.index))) for column in columns]
    return Layout(header.number, tuple(columns), about)


def with_choice(column: Column, value: str | None) -> Column:
    """The column as it was corrected; a period in the heading stays what it is."""
    field = Field(value) if value in {each.value for each in Field} else column.field
    if field is Field.IN_HEADING and column.period is None:
        field = Field.NOTHING
    return Column(column.index, column.heading, field, column.period)


def fingerprint(columns: Sequence[Column]) -> str:
    """What tells one layout from another: its headings, whatever the periods they name."""
    said = ["#" if column.period else search_key(column.heading) for column in columns]
    while said and said[-1] in ("", "#"):
        said.pop()
    return blake2b("|".join(said).encode(), digest_size=16).hexdigest()


def header_row(rows: Sequence[Row]) -> Row | None:
    """The row that looks most like headings: it names people, then hours, periods, contracts."""
    scored = [(score(row), -place, row) for place, row in enumerate(rows)]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] > STRONG else None


def score(row: Row) -> int:
    """How much a row looks like headings."""
    fields = [field_of(cell) for cell in row.cells if len(cell) < 60]
    found = {field for field in fields if field is not Field.NOTHING}
    periods = min(3, sum(period_of(cell, 2000) is not None for cell in row.cells if len(cell) < 60))
    if not found & {Field.FULL_NAME, Field.FAMILY_NAME}:
        return 0
    return STRONG + len(found) - 1 + periods


def columns_of(header: Row, year: int, about: Period | None) -> Iterator[Column]:
    """Each column with what it holds. The first of a kind keeps it; the next ones are not read."""
    taken: set[Field] = set()
    days = days_of(header, about)
    for index, cell in enumerate(header.cells):
        heading = " ".join(cell.split())
        period = days.get(index) or heading_period(heading, header, year)
        field = Field.IN_HEADING if period else field_of(heading)
        if field in taken and field not in SEVERAL:
            field = Field.NOTHING
        taken.add(field)
        yield Column(index, heading, field, period)


def heading_period(heading: str, header: Row, year: int) -> Period | None:
    """The period that a heading names. A first of month among firsts of months is the month."""
    if field_of(heading) not in (Field.NOTHING, Field.PERIOD, Field.WORK):
        return None
    found = period_of(heading, year)
    if found is None or found.first != found.last or found.first.day != 1:
        return found
    others = [period_of(" ".join(cell.split()), year) for cell in header.cells]
    alone = all(one.first.day == 1 for one in others if one and one.first == one.last)
    return Period(found.first, last_of(found.first)) if alone else found


def days_of(header: Row, about: Period | None) -> dict[int, Period]:
    """Headings `1`, `2`, … `31`: the days of the month that the sheet is about."""
    numbers = {
        index: int(cell) for index, cell in enumerate(header.cells) if cell.isdigit() and 0 < int(cell) <= 31
    }
    if about is None or len(numbers) < SHEET_DAYS:
        return {}
    return {
        index: Period(day, day)
        for index, number in numbers.items()
        if number <= about.last.day
        for day in (about.first.replace(day=number),)
    }


def sheet_period(sheet: Sheet, header: Row, file_name: str, year: int) -> Period | None:
    """The month a whole sheet is about: its name, what stands above the headings, the file's name."""
    above = [cell for row in sheet.rows if row.number < header.number for cell in row.cells]
    for text in (sheet.name, *above, file_name.rpartition(".")[0]):
        for said in (text, text.rpartition(":")[2]):
            found = period_of(said, year) if len(said) < LONG_TEXT else None
            if found and found.first != found.last:
                return found
    named = (month_named(search_key(text), None) for text in above)
    month = next((each for each in named if each), None)
    return whole_month(month) if month else None

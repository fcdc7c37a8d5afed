"""A list's state as its URL says it: filters, sort, page; and the links that change one of them.

Pure: the view hands in the path and the arguments of the URL, the templates read the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from facilitator.exchange.columns import Column
from facilitator.words import Word

PAGE_SIZE = 50


class FilterKind(Word):
    """How a filter is typed."""

    TEXT = "text", "Texte"
    CHOICE = "choice", "Choix"
    DATE = "date", "Date"


@dataclass(frozen=True)
class Filter:
    """One filter of a list: the word of the URL, its French label, its choices (value, label)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    kind: FilterKind = FilterKind.TEXT

    @classmethod
    def of(cls, name: str, label: str, choices: Iterable[tuple[Any, str]]) -> "Filter":
        """A filter by choice."""
        return cls(name, label, tuple((str(value), text) for value, text in choices), FilterKind.CHOICE)

    def accepts(self, text: str) -> bool:
        """Whether this value may stand in the URL; a foreign one is ignored, never an error."""
        if self.kind is FilterKind.CHOICE:
            return text in dict(self.choices)
        if self.kind is FilterKind.DATE:
            return is_day(text)
        return bool(text)

    def says(self, text: str) -> str:
        """The value as a reader calls it."""
        if self.kind is FilterKind.DATE:
            return f"{date.fromisoformat(text):%d/%m/%Y}"
        return dict(self.choices).get(text, text)


@dataclass(frozen=True)
class Chip:
    """An active filter, and the address of the same list without it."""

    label: str
    text: str
    url: str


def is_day(text: str) -> bool:
    """Whether this is a day as the URL writes it (`2027-03-14`)."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Listing:
    """What the reader asked of a list. `total` is how many rows answer, once the view counted them."""

    path: str
    filters: tuple[Filter, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    size: int = PAGE_SIZE
    total: int = 0
    default_sort: str = ""

    @classmethod
    def read(
        cls,
        path: str,
        args: Mapping[str, str],
        filters: Sequence[Filter] = (),
        columns: Sequence[Column] = (),
        default_sort: str = "",
    ) -> "Listing":
        """Read the URL. `tri=-montant` sorts down; what the URL says wrong is as if not said."""
        given = {one.name: args.get(one.name, "").strip()[:200] for one in filters}
        values = {one.name: given[one.name] for one in filters if one.accepts(given[one.name])}
        sort = args.get("tri", "")
        if sort.removeprefix("-") not in {column.sort for column in columns if column.sort}:
            sort = default_sort
        page = args.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
        return cls(path, tuple(filters), values, sort, max(number, 1), default_sort=default_sort)

    def __getitem__(self, name: str) -> str:
        """The value of a filter, '' when it is not set."""
        return self.values.get(name, "")

    def day(self, name: str) -> date | None:
        """The value of a filter by date."""
        return date.fromisoformat(self[name]) if self[name] else None

    def counted(self, total: int) -> "Listing":
        """The same list, knowing how many rows answer; a page past the end becomes the last one."""
        pages = max(-(-total // self.size), 1)
        return replace(self, total=total, page=min(self.page, pages))

    @property
    def active(self) -> int:
        """How many filters are set."""
        return len(self.values)

    @property
    def descends(self) -> bool:
        """Whether the sort goes down."""
        return self.sort.startswith("-")

    @property
    def sort_by(self) -> str:
        """The word by which the list is sorted, without its direction."""
        return self.sort.removeprefix("-")

    @property
    def offset(self) -> int:
        """Rows to skip."""
        return (self.page - 1) * self.size

    @property
    def pages(self) -> int:
        """How many pages the answer takes, at least one."""
        return max(-(-self.total // self.size), 1)

    @property
    def first(self) -> int:
        """The rank of the first row shown, from 1."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The rank of the last row shown."""
        return min(self.offset + self.size, self.total)

    @property
    def url(self) -> str:
        """The present view, filters and sort, to be kept or sent to a colleague."""
        return self._url(self.values, self.sort)

    @property
    def reset_url(self) -> str:
        """The list without any filter, same sort."""
        return self._url({}, self.sort)

    @property
    def chips(self) -> list[Chip]:
        """One chip per active filter."""
        return [
            Chip(one.label, one.says(self[one.name]), self._url(self._without(one.name), self.sort))
            for one in self.filters
            if one.name in self.values
        ]

    def page_url(self, page: int) -> str:
        """Another page of the same view."""
        return self._url(self.values, self.sort, page)

    def sort_url(self, column: Column) -> str:
        """Sort by this column; once more, the other way."""
        down = self.sort == column.sort
        return self._url(self.values, f"-{column.sort}" if down else column.sort)

    def sort_state(self, column: Column) -> str:
        """`ascending`, `descending`, or '' when the list is not sorted by this column."""
        if not column.sort or self.sort_by != column.sort:
            return ""
        return "descending" if self.descends else "ascending"

    def export_url(self, ending: str, everything: bool = False) -> str:
        """The file of what is seen, or of everything: `<path>/export.csv?…`."""
        base = replace(self, path=f"{self.path.rstrip('/')}/export.{ending}")
        return base._url({} if everything else self.values, self.sort)

    def sentences(self) -> list[str]:
        """The active filters in words, for the sheet « Lisez-moi »."""
        return [f"{chip.label} : {chip.text}" for chip in self.chips]

    def _without(self, name: str) -> dict[str, str]:
        return {other: value for other, value in self.values.items() if other != name}

    def _url(self, values: Mapping[str, str], sort: str, page: int = 1) -> str:
        query = dict(values)
        if sort and sort != self.default_sort:
            query["tri"] = sort
        if page > 1:
            query["page"] = str(page)
        return f"{self.path}?{urlencode(query)}" if query else self.path

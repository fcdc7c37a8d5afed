"""Storing what was read, batch by batch, without an ORM object per record.

A batch looks up its keys once; records of new keys go straight in; a record already read changes
nothing; the few that share a key with another publication are told together by `rules`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from clauses.contracts.opendata.reading.files import row_of
from clauses.contracts.opendata.reading.shapes import Row, decode_record
from clauses.contracts.opendata.rules import Published, Telling, Version

CONTRACT_COLUMNS = (
    "key",
    "content",
    "latest_on",
    "buyer_siret",
    "number",
    "cpv",
    "department",
    "concerned",
    "notified_on",
    "amount",
    "changes",
    "body",
    "notes",
    "versions",
    "import_id",
    "changed_import_id",
)
VERSION_COLUMNS = ("key", "content", "contract_id", "import_id", "latest_on", "body", "notes")
CONTRACTS, VERSIONS = "published_contract", "published_version"


class Tally:
    """What became of the records."""

    def __init__(self) -> None:
        self.created = self.updated = self.unchanged = 0


class Store:
    """Writes on one connection. With `behind`, what is not here is looked up there and never written."""

    def __init__(self, connection: Connection, behind: Connection | None = None) -> None:
        self.connection = connection
        self.behind = behind
        self.mark = "?" if connection.dialect.name == "sqlite" else "%s"

    def keep(self, rows: Sequence[Row], import_id: int) -> Tally:
        """Store a batch in the present transaction."""
        tally = Tally()
        known = self._known([row.key for row in rows])
        fresh: dict[bytes, Row] = {}
        shared: dict[bytes, list[Row]] = defaultdict(list)
        for row in rows:
            key = row.key
            if key in shared:
                shared[key].append(row)
            elif key in known:
                if known[key] == {row.content}:
                    tally.unchanged += 1
                else:
                    shared[key].append(row)
            elif key not in fresh:
                fresh[key] = row
            elif fresh[key].content == row.content:
                tally.unchanged += 1
            else:
                shared[key].append(row)
        self._insert_fresh((fresh[key] for key in sorted(fresh)), import_id)
        tally.created += len(fresh)
        for key, publications in shared.items():
            self._tell(key, publications, import_id, tally)
        return tally

    def _known(self, keys: Sequence[bytes]) -> dict[bytes, set[bytes]]:
        """The content of each lone contract of these keys; more than one for keys told by several."""
        found: dict[bytes, set[bytes]] = defaultdict(set)
        for connection in filter(None, (self.connection, self.behind)):
            for key, content, versions in self._lookup(connection, "key, content, versions", CONTRACTS, keys):
                found[key] |= {content} if versions == 1 else {content, b""}
        return found

    def _lookup(self, connection: Connection, what: str, table: str, keys: Sequence[bytes]) -> Any:
        if not keys:
            return []
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        marks = ",".join([mark] * len(keys))
        statement = f"SELECT {what} FROM {table} WHERE key IN ({marks})"
        return connection.exec_driver_sql(statement, tuple(keys)).fetchall()

    def _insert_fresh(self, rows: Iterable[Row], import_id: int) -> None:
        values = [
            (
                row.key,
                row.content,
                row.latest_on,
                row.buyer,
                row.number,
                row.cpv,
                row.department,
                row.concerned,
                row.notified_on,
                row.amount,
                row.changes,
                row.body.decode(),
                row.notes,
                1,
                import_id,
                import_id,
            )
            for row in rows
        ]
        self._insert(CONTRACTS, CONTRACT_COLUMNS, values)

    def _insert(self, table: str, columns: Sequence[str], values: list[tuple[Any, ...]]) -> None:
        """Many rows at once: prepared on SQLite, COPY on PostgreSQL."""
        if not values:
            return
        if self.connection.dialect.name == "sqlite":
            marks = ",".join("?" * len(columns))
            self.connection.exec_driver_sql(
                f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})",
                values,
            )
            return
        cursor: Any = self.connection.connection.cursor()
        with cursor, cursor.copy(f"COPY {table} ({','.join(columns)}) FROM STDIN") as copy:
            for value in values:
                copy.write_row(value)

    def _tell(self, key: bytes, rows: list[Row], import_id: int, tally: Tally) -> None:
        """Publications that share their key with others: which contracts do they tell together?"""
        telling = Telling(self._versions(key))
        for row in rows:
            version = Version(decode_record(row.body), row.content, row.latest_on, import_id, row.notes)
            outcome = telling.add(version)
            setattr(tally, outcome, getattr(tally, outcome) + 1)
        for told in telling.touched:
            self._write(key, told, import_id)
        if telling.touched:
            self._settle(key, [version for each in telling.contracts for version in each.versions])

    def _versions(self, key: bytes) -> list[Version]:
        """All that was published under this key; a lone contract is its own only publication."""
        many = "contract_id, content, latest_on, import_id, body, notes"
        lone = "id, content, latest_on, import_id, body, notes"
        connection, sign = self.connection, 1
        found = self._lookup(connection, many, VERSIONS, [key]) or self._lookup(
            connection, lone, CONTRACTS, [key]
        )
        if not found and self.behind is not None:
            connection, sign = self.behind, -1
            found = self._lookup(connection, many, VERSIONS, [key]) or self._lookup(
                connection, lone, CONTRACTS, [key]
            )
        return [
            Version(decode_record(body), content, latest, import_id, notes, sign * contract_id)
            for contract_id, content, latest, import_id, body, notes in found
        ]

    def _write(self, key: bytes, told: Published, import_id: int) -> None:
        """Bring one contract to what its publications tell; its oldest row keeps its number."""
        row = row_of(told.record, 0, [])
        values = (
            key,
            told.content,
            told.latest_on,
            row.buyer,
            row.number,
            row.cpv,
            row.department,
            row.concerned,
            row.notified_on,
            row.amount,
            row.changes,
            row.body.decode(),
            told.notes,
            2,
            import_id,
            import_id,
        )
        ids = told.contract_ids
        contract_id = ids[0] if ids else self._new_id(values)
        if ids:
            self._update(contract_id, values)
        for other in ids[1:]:
            self._run(f"UPDATE {CONTRACTS} SET merged_into_id = # WHERE id = #", (contract_id, other))
        told.versions = [replace(version, contract_id=contract_id) for version in told.versions]

    def _new_id(self, values: tuple[Any, ...]) -> int:
        marks = ",".join("#" * len(CONTRACT_COLUMNS))
        columns = ",".join(CONTRACT_COLUMNS)
        statement = f"INSERT INTO {CONTRACTS} ({columns}) VALUES ({marks}) RETURNING id"
        return int(self._run(statement, values).scalar_one())

    def _update(self, contract_id: int, values: tuple[Any, ...]) -> None:
        """Only when its publications are no longer those it was told by."""
        named = dict(zip(CONTRACT_COLUMNS, values, strict=True))
        del named["import_id"]
        if self.behind is not None and contract_id < 0:
            columns = ("id", *CONTRACT_COLUMNS)
            marks = ",".join("#" * len(columns))
            statement = f"INSERT OR REPLACE INTO {CONTRACTS} ({','.join(columns)}) VALUES ({marks})"
            self._run(statement, (contract_id, *values))
            return
        sets = ",".join(f"{name} = #" for name in named)
        self._run(
            f"UPDATE {CONTRACTS} SET {sets} WHERE id = # AND content <> #",
            (*named.values(), contract_id, named["content"]),
        )

    def _settle(self, key: bytes, versions: list[Version]) -> None:
        """Keep every publication of the key, with the contract it tells."""
        if len(versions) < 2:
            return
        self._run(f"DELETE FROM {VERSIONS} WHERE key = #", (key,))
        self._run(f"UPDATE {CONTRACTS} SET versions = 2 WHERE key = # AND versions = 1", (key,))
        bodies = [row_of(version.record, 0, []) for version in versions]
        self._insert(
            VERSIONS,
            VERSION_COLUMNS,
            [
                (
                    key,
                    version.content,
                    version.contract_id,
                    version.import_id,
                    version.latest_on,
                    row.body.decode(),
                    version.notes,
                )
                for version, row in zip(versions, bodies, strict=True)
            ],
        )

    def _run(self, statement: str, values: tuple[Any, ...]) -> Any:
        return self.connection.exec_driver_sql(statement.replace("#", self.mark), values)

"""Files at the edge: odd wrappings and names, huge values, what only looks like procurement."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from clauses.contracts.opendata.reading.files import Reader
from clauses.contracts.opendata.reading.shapes import Batch, Row, decode_notes, decode_record
from tests.clauses.contracts.opendata.samples import (
    as_v2,
    as_xml,
    many,
    modification,
    published,
    shared_folder,
)

TODAY = date(2026, 11, 21)


def read(path: Path, content: bytes | str, authority: str = "") -> list[Batch]:
    """The batches of a file with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(Reader(path, TODAY, authority).batches())


def rows(batches: list[Batch]) -> list[Row]:
    """The accepted rows."""
    return [row for batch in batches for row in batch.rows]


def told(batches: list[Batch]) -> tuple[int, int, str]:
    """(accepted, refused, why it stopped)."""
    return len(rows(batches)), sum(len(batch.refusals) for batch in batches), batches[-1].stop


ONE, TWO, THREE = many(3)
WRAPPED: dict[str, Any] = {
    "lists in the list": {"marches": [[ONE], TWO, [[THREE]]]},
    "a list in a bare list": [[ONE, TWO], [THREE]],
    "an object per record": {"marches": {"0": ONE, "1": TWO, "2": THREE}},
    "one by one": {"marches": [{"marche": ONE}, {"marche": TWO}, {"marche": THREE}]},
    "metadata with scalars": {
        "tags": ["a", 1, None],
        "marches": [ONE, TWO, THREE],
        "days": [1, 2],
        "n": [[3]],
    },
    "a file with a number of its own": {"id": "F1", "nature": "export", "marches": [ONE, TWO, THREE]},
    "capitals around": {"MARCHES": {"Marche": [ONE, TWO, THREE]}},
}


@pytest.mark.parametrize("layout", WRAPPED)
@pytest.mark.parametrize("indent", [None, 2])
def test_records_are_found_in_odd_wrappings(layout: str, indent: int | None, tmp_path: Path) -> None:
    found = read(tmp_path / "file", json.dumps(WRAPPED[layout], indent=indent))

    assert told(found) == (3, 0, "")
    assert rows(found)[0].body == rows(read(tmp_path / "one", json.dumps(ONE)))[0].body


def test_one_record_a_line_is_read_and_a_broken_line_refused(tmp_path: Path) -> None:
    lines = [json.dumps(each) for each in many(2_000)]
    lines[1_000] = lines[1_000][:-9] + '"x}'
    for seam in ("\n", "\r\n", "\n\n"):
        assert told(read(tmp_path / "file", seam.join(lines))) == (1_999, 1, "")


def upper(value: Any) -> Any:
    """The same value with every name in capitals."""
    if isinstance(value, list):
        return [upper(inner) for inner in value]
    return {key.upper(): upper(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def test_names_in_capitals_are_repaired_with_a_note(tmp_path: Path) -> None:
    record = published(modifications=[modification()])
    [row] = rows(read(tmp_path / "file", json.dumps({"MARCHES": {"MARCHE": [upper(record)]}})))

    assert row.body == rows(read(tmp_path / "one", json.dumps(record)))[0].body
    notes = {note.original: note.value for note in decode_notes(row.notes)}
    assert notes["OBJET"] == "objet"
    assert notes["TYPECODE"] == "typeCode"


def test_one_odd_name_in_a_clean_record_is_seen(tmp_path: Path) -> None:
    record = published()
    record["Montant "] = record.pop("montant")
    [row] = rows(read(tmp_path / "file", json.dumps([record])))

    assert decode_record(row.body).amount == 250_000_50
    assert [note.kind for note in decode_notes(row.notes)] == ["repaired"]


def test_a_name_given_twice_is_noted(tmp_path: Path) -> None:
    [row] = rows(read(tmp_path / "file", json.dumps([published(OBJET="autre")])))

    assert decode_record(row.body).object == published()["objet"]
    assert [(note.kind, note.original) for note in decode_notes(row.notes)] == [("set_aside", "autre")]


XML = as_xml(many(3))
PREFIXED = (
    XML.replace("<", "<d:")
    .replace("<d:/", "</d:")
    .replace("<d:?", "<?")
    .replace("<d:marches>", '<d:marches xmlns:d="http://example.org/decp">')
)
LONG = "x" * 10_000
XMLS = {
    "prefixed": PREFIXED,
    "a default namespace": XML.replace("<marches>", '<marches xmlns="http://example.org/decp">'),
    "a long comment first": XML.replace("<marches>", f"<!-- {LONG * 200} --><marches>"),
    "no end of tag in the head": f'<marches a="{LONG}">' + XML.partition("<marches>")[2],
    "a long comment on one line, alone first": f"<!-- {LONG} -->" + XML.partition("?>")[2],
    "blanks first": " " * 9_000 + XML.partition("?>")[2],
    "a long instruction": XML.replace("<marches>", f"<?x {LONG}?><marches>"),
    "capitals": XML.replace("marche>", "MARCHE>").replace("marches>", "MARCHES>"),
    "gzip": gzip.compress(XML.encode()),
}


@pytest.mark.parametrize("layout", XMLS)
def test_xml_is_read_whatever_stands_before_its_root(layout: str, tmp_path: Path) -> None:
    assert told(read(tmp_path / "file", XMLS[layout])) == (3, 0, "")


def test_json_after_long_blanks_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path / "file", " \n" * 5_000 + as_v2(many(2)))) == (2, 0, "")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252", "utf-32"])
def test_a_file_larger_than_a_block_is_read_in_its_encoding(encoding: str, tmp_path: Path) -> None:
    records = [record | {"objet": f"Réfection n° {index}"} for index, record in enumerate(many(900))]
    found = read(tmp_path / "file", as_v2(records).encode(encoding))

    assert told(found) == (900, 0, "")
    assert decode_record(rows(found)[-1].body).object == "Réfection n° 899"


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"marches":[', '[{"id":"1","objet":'])
def test_ten_thousand_levels_do_not_crash(opening: str, tmp_path: Path) -> None:
    found = read(tmp_path / "file", opening * 10_000)
    closed = read(
        tmp_path / "other",
        as_v2([published(), published(x=0)]).replace('"x": 0', f'"x": {"[" * 10_000}{"]" * 10_000}'),
    )

    assert found[-1].stop
    assert found[-1].sentence
    assert sum(told(closed)[:2]) == 2


def test_a_huge_text_in_a_record_does_not_take_the_others_away(tmp_path: Path) -> None:
    records = many(6)
    records[3] |= {"objet": "é" * 5_000_000}
    accepted, refused, stop = told(read(tmp_path / "file", as_v2(records)))

    assert (accepted, refused, stop) == (6, 0, "")


@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_record_beyond_the_limit_is_refused_and_the_others_are_read(place: int, tmp_path: Path) -> None:
    records = many(6)
    records[place] |= {"objet": "x" * 20_000_000}
    found = read(tmp_path / "file", as_v2(records))

    assert told(found) == (5, 1, "")
    assert [len(each.raw) < 20_000 for batch in found for each in batch.refusals] == [True]


FOREIGN = {
    "geojson": '{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{"nom":"x"}}]}',
    "capital geojson": '{"type":"FeatureCollection","features":[{"TYPE":"Feature","ID":1,"properties":{}}]}',
    "blanks": " " * 100_000,
    "an empty gzip": gzip.compress(b""),
    "lines of something else": '{"name":"a"}\n{"name":"b"}\n',
    "a number": "12",
    "a list of lists": "[[1,2],[3,4]]",
    "a schema": json.dumps(
        {
            "properties": {
                "marches": {
                    "type": "object",
                    "properties": {"marche": {"type": ["array"], "items": {"required": ["id", "objet"]}}},
                }
            }
        }
    ),
    "empty": "",
    "braces": "{}",
    "brackets": "[]",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_only_looks_like_it_gets_one_sentence(kind: str, tmp_path: Path) -> None:
    found = read(tmp_path / "file", FOREIGN[kind])

    assert told(found) == (0, 0, "foreign")
    assert found[-1].sentence.endswith(".")


def test_the_official_schemas_are_not_data() -> None:
    schemas = [*shared_folder("schemas").rglob("*.json"), *shared_folder("schemas").rglob("*.xsd")]
    if not schemas:
        pytest.skip("no official schema: set FACILITATOR_SHARED to the folder that holds data/decp")
    for path in schemas:
        assert told(list(Reader(path, TODAY).batches())) == (0, 0, "foreign")

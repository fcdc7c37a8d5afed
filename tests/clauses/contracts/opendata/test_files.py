"""Files in every shape: encodings, layouts, formats; cut, foreign and empty ones."""

import gzip
import json
import random
import zipfile
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauses.contracts.opendata.batches import batches_of
from clauses.contracts.opendata.reading import tolerant
from clauses.contracts.opendata.reading.files import Reader, spread
from clauses.contracts.opendata.reading.shapes import Batch, Row, decode_record, encode_record
from clauses.contracts.opendata.reading.source import Source
from clauses.contracts.opendata.reading.strict import StrictReader
from clauses.contracts.opendata.reading.words import CONSIDERATIONS
from clauses.contracts.opendata.reading.xml_stream import XmlBytes
from tests.clauses.contracts.opendata.samples import (
    BUYER,
    HOLDER,
    as_v2,
    as_xml,
    concession,
    each_real_file,
    many,
    modification,
    published,
)

TODAY = date(2026, 11, 21)


def read(path: Path, content: bytes | str, authority: str = "") -> list[Batch]:
    """The batches of a file with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(Reader(path, TODAY, authority).batches())


def rows(batches: list[Batch]) -> list[Row]:
    """The accepted rows."""
    return [row for batch in batches for row in batch.rows]


def bodies(batches: list[Batch]) -> list[bytes]:
    """The accepted records."""
    return [row.body for row in rows(batches)]


ONE = json.dumps(published(), ensure_ascii=False)
LAYOUTS: dict[str, bytes | str] = {
    "national": as_v2([published()]),
    "indented": as_v2([published()], indent=2),
    "2019": json.dumps({"marches": [published()]}),
    "bare list": json.dumps([published()]),
    "one record": ONE,
    "one object instead of a list": json.dumps({"marches": {"marche": published()}}),
    "wrapped elements": json.dumps([{"marche": published()}]),
    "with what surrounds": json.dumps({"$schema": "x", "count": 1, "marches": [published()], "end": {}}),
    "categories": json.dumps({"dates": [published()]}),
    "lines": f"{ONE}\n",
    "xml": as_xml([published()]),
    "one xml record": as_xml([published()]).replace("<marches>", "").replace("</marches>", ""),
    "bom": b"\xef\xbb\xbf" + ONE.encode(),
    "utf-16": ONE.encode("utf-16"),
    "utf-16 without bom": ONE.encode("utf-16-le"),
    "utf-16 xml": as_xml([published()], "").encode("utf-16"),
    "cp1252": ONE.encode("cp1252"),
    "latin-1 xml": as_xml([published()], '<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1"),
    "lying xml": as_xml([published()]).encode("cp1252"),
    "gzip": gzip.compress(ONE.encode()),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_record_is_read_from_every_layout(layout: str, tmp_path: Path) -> None:
    expected = bodies(read(tmp_path / "reference.json", ONE))
    found = read(tmp_path / "file", LAYOUTS[layout])

    assert len(expected) == 1
    assert bodies(found) == expected
    assert not found[-1].stop


def test_a_zip_of_one_file_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as archive:
        archive.writestr("decp.json", ONE)

    assert len(rows(list(Reader(tmp_path / "file.zip", TODAY).batches()))) == 1


def test_json_and_xml_say_the_same(tmp_path: Path) -> None:
    record = published(
        modifications=[modification(), modification(id=2, montant=310000)],
        actesSousTraitance=[
            {"acteSousTraitance": {"id": 1, "sousTraitant": {"id": BUYER, "typeIdentifiant": "SIRET"}}}
        ],
    )
    records = [record, concession()]

    expected = bodies(read(tmp_path / "a", as_v2(records)))

    assert len(expected) == 2
    assert bodies(read(tmp_path / "b", as_xml(records))) == expected


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b"   \n", "JSON ni du XML"),
        (b"nom;siret\nA;1\n", "JSON ni du XML"),
        (b"<!doctype html><html><body><p>x</p></body></html>", "XML"),
        (b"<rss><channel><item>x</item></channel></rss>", "XML"),
        (b'{"name": "x", "dependencies": {"a": "1"}}', "commande publique"),
        (
            b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}',
            "commande publique",
        ),
        (b"[]", "commande publique"),
        (b"{}", "commande publique"),
        (b"[1, 2, 3]", "commande publique"),
        (b"\x89PNG\r\n\x1a\n", "JSON ni du XML"),
        (b"\x1f\x8b not gzip", "décompresse"),
        (b"PK\x03\x04 not zip", "décompresse"),
        (b"{broken", "commande publique"),
    ],
)
def test_what_is_not_procurement_gets_one_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    batches = read(tmp_path / "file", content)

    assert [(batch.stop, batch.rows, batch.refusals) for batch in batches] == [("foreign", [], [])]
    assert sentence in batches[0].sentence


def test_a_folder_and_a_missing_file_get_their_sentence(tmp_path: Path) -> None:
    assert "pas un fichier" in list(Reader(tmp_path, TODAY).batches())[0].sentence
    assert "n’existe pas" in list(Reader(tmp_path / "no", TODAY).batches())[0].sentence


def test_an_empty_list_of_contracts_is_procurement(tmp_path: Path) -> None:
    assert not read(tmp_path / "file", '{"marches": {"marche": []}}')[-1].stop


@pytest.mark.parametrize("shape", ["v2", "indented", "xml", "gzip"])
def test_a_cut_file_keeps_what_was_whole(shape: str, tmp_path: Path) -> None:
    records = many(30)
    whole = as_xml(records) if shape == "xml" else as_v2(records, indent=2 if shape == "indented" else None)
    cut = whole.encode()[: len(whole) // 2]
    if shape == "gzip":
        cut = gzip.compress(whole.encode())[:-20]
    found = read(tmp_path / "file", cut)

    assert found[-1].stop == "interrupted"
    assert found[-1].sentence
    expected = bodies(read(tmp_path / "whole", whole))
    kept = bodies(found)
    assert kept == expected[: len(kept)]
    assert shape == "gzip" or 10 <= len(kept) < 30


def test_nan_and_control_characters_do_not_stop_the_reading(tmp_path: Path) -> None:
    records = many(5)
    text = as_v2(records).replace("1002", "NaN").replace("numéro 3", "numéro\t3")
    found = read(tmp_path / "file", text)

    assert len(rows(found)) == 5
    assert [decode_record(body).amount for body in bodies(found)].count(None) == 1


def test_a_malformed_record_is_refused_at_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    text = as_v2(many(6)).replace('"2026-00003"', '"2026-00003')
    found = read(tmp_path / "file", text)

    assert len(rows(found)) == 5
    assert [(each.position, each.field) for batch in found for each in batch.refusals] == [(4, "")]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": None}, "id"),
        ({"id": "x" * 101}, "id"),
        ({"objet": "NC"}, "objet"),
        ({"acheteur": None}, "acheteur.id"),
        ({"acheteur": {"id": "00000000000000"}}, "acheteur.id"),
        ({"acheteur": {"id": "21630113500011"}}, "acheteur.id"),
        ({"acheteur": {"id": "216301135"}}, "acheteur.id"),
    ],
)
def test_what_cannot_be_identified_is_refused_with_its_field(
    over: dict[str, Any], field: str, tmp_path: Path
) -> None:
    found = read(tmp_path / "file", json.dumps({"marches": [published(), published(**over)]}))

    assert [(each.position, each.field) for each in found[0].refusals] == [(2, field)]
    assert json.loads(found[0].refusals[0].raw) == published(**over)
    assert len(rows(found)) == 1


@pytest.mark.parametrize(
    "holders",
    [
        [{"titulaire": {"id": BUYER, "typeIdentifiant": "SIRET"}}],
        [{"id": BUYER, "typeIdentifiant": "SIRET"}],
        {"titulaire": {"id": BUYER, "typeIdentifiant": "SIRET"}},
        {"titulaire": [{"id": BUYER, "typeIdentifiant": "siret"}]},
        {"id": BUYER, "typeIdentifiant": ""},
        [[[{"id": BUYER, "typeIdentifiant": "SIRET"}]]],
        [{"entry": {"id": BUYER, "typeIdentifiant": "SIRET"}}],
        [{"titulaire": "typeIdentifiant"}, {"titulaire": {"id": BUYER}}],
        [{"titulaire": {"id": BUYER}}, {"titulaire": {"id": f" {BUYER} "}}],
    ],
)
def test_holders_are_found_in_every_shape(holders: Any) -> None:
    record, _ = tolerant.read(published(titulaires=holders), TODAY)

    assert [(party.id, party.scheme, party.linked) for party in record.holders] == [(BUYER, "SIRET", True)]


def test_a_holder_with_a_bad_identifier_is_kept_without_a_link() -> None:
    record, margin = tolerant.read(published(titulaires=[{"titulaire": {"id": "214356"}}]), TODAY)

    assert [(party.id, party.linked) for party in record.holders] == [("214356", False)]
    assert "sans lien" in margin.notes[-1].reason


def test_an_authority_keeps_its_own_records_only(tmp_path: Path) -> None:
    others = [record | {"acheteur": {"id": "22630001000015"}} for record in many(2)]
    found = read(tmp_path / "file", as_v2([published(), *others, published(acheteur=None)]), BUYER)

    assert [row.position for row in rows(found)] == [1]
    assert found[-1].skipped == 3


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = as_xml([published()], bomb).replace("gymnase", "&b;").replace("2026-0001", "&b;")
    secret = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    stolen = as_xml([published()], secret).replace("gymnase", "&a;")

    assert all(b"aaaa" not in body for body in bodies(read(tmp_path / "bomb", text)))
    assert all(b"root" not in body for body in bodies(read(tmp_path / "secret", stolen)))


def test_a_bomb_in_an_attribute_stays_small(tmp_path: Path) -> None:
    """libxml2 expands entities in attributes even when it is told to resolve none: 2 MB made 500 MB."""
    declared = f'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "{"a" * 100_000}">]>'
    text = as_xml([published()], declared).replace("<marche>", f'<marche x="{"&a;" * 5_000}">', 1)

    assert len(bodies(read(tmp_path / "bomb", text))) == 1
    with closing(Source(tmp_path / "bomb")) as source:
        assert b"&a;" not in XmlBytes(source).read(1 << 20)


def test_a_bare_ampersand_or_an_html_entity_does_not_stop_the_reading(tmp_path: Path) -> None:
    text = as_xml([published(objet="gymnase"), published(id="2")])
    text = text.replace("gymnase", "Dupont & fils, fa&ccedil;ade\uffff &amp; toit &#xFFFE;&#233;", 1)

    batches = read(tmp_path / "file", text)

    assert batches[-1].stop == ""
    assert [row.number for row in rows(batches)] == ["2026-0001", "2"]
    assert decode_record(rows(batches)[0].body).object == "Dupont & fils, façade & toit é"


def test_a_large_file_is_read_beside_with_the_same_answer(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    records = many(400)
    path.write_text(as_v2(records + [published(id=f"x{n}", dureeMois="NC") for n in range(8000)]))
    beside = list(batches_of(path, TODAY))

    assert path.stat().st_size > 4 * 1024 * 1024
    assert bodies(beside) == bodies(list(Reader(path, TODAY).batches()))
    assert beside[-1].done == path.stat().st_size


@each_real_file()
def test_real_files_are_read_whole(path: Path) -> None:
    batches = list(Reader(path, TODAY).batches())

    assert not batches[-1].stop
    assert batches[-1].done == path.stat().st_size
    assert sum(len(batch.rows) + len(batch.refusals) for batch in batches)


@each_real_file(".json")
def test_the_fast_reader_and_the_tolerant_one_agree_on_real_records(path: Path) -> None:
    strict = StrictReader(TODAY)
    held = json.loads(path.read_text("utf-8-sig"))["marches"]
    records = held if isinstance(held, list) else [each for kind in held.values() for each in kind]
    for value in records:
        fast = strict.read(json.dumps(value).encode())
        if fast is not None:
            slow, margin = tolerant.read(value, TODAY)
            assert (encode_record(fast), margin.notes) == (encode_record(slow), [])


def test_a_modification_without_a_number_is_read(tmp_path: Path) -> None:
    changed = published(modifications=[{"modification": {"montant": 3}}])
    [body] = bodies(read(tmp_path / "file", json.dumps(changed)))

    assert [(change.number, change.amount) for change in decode_record(body).changes] == [("", 300)]


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
damaged = st.dictionaries(st.sampled_from(sorted(published())), anything, max_size=4)


@settings(max_examples=200, deadline=None)
@given(value=anything, over=damaged)
def test_no_value_crashes_the_tolerant_reader(value: Any, over: dict[str, Any]) -> None:
    for each in (value, published() | over):
        with suppress(tolerant.Refused):
            record, _ = tolerant.read(each, TODAY)
            assert decode_record(encode_record(record)) == record


CHANGE = {
    "dateSignatureModification": "2026-06-01",
    "titulaires": [],
    "objetModification": "x",
    "dureeMois": 3,
}
ACT = {"id": 1, "sousTraitant": {"id": BUYER, "typeIdentifiant": "SIRET"}, "montant": 5.5, "dureeMois": 1}
PARTY = {"id": HOLDER, "typeIdentifiant": "SIRET", "denominationSociale": "X"}


def some_of(whole: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A part of the fields of an object, some of them damaged."""
    words = st.sampled_from(["", " x", "NC", "Sans objet", "SIRET", "TVA", "2026-01-01", BUYER, "Concession"])
    inner = {key: st.just(value) | words | scalars for key, value in whole.items()}
    return st.fixed_dictionaries({}, optional=inner)


inside = st.fixed_dictionaries(
    {},
    optional={
        "modifications": st.lists(
            st.fixed_dictionaries({"modification": some_of(modification()["modification"] | CHANGE)}),
            max_size=2,
        ),
        "actesSousTraitance": st.lists(
            st.fixed_dictionaries({"acteSousTraitance": some_of(ACT)}), max_size=2
        ),
        "titulaires": st.lists(
            some_of(PARTY) | st.fixed_dictionaries({"titulaire": some_of(PARTY)}, optional={"id": scalars}),
            max_size=3,
        ),
        "considerationsSociales": st.fixed_dictionaries(
            {"considerationSociale": st.lists(st.sampled_from([*CONSIDERATIONS, "x", ""]), max_size=3)}
        ),
        "lieuExecution": some_of({"code": "63000", "typeCode": "Code postal", "nom": "Riom"}),
    },
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(over=damaged, inner=inside | st.just({}))
def test_what_the_fast_reader_accepts_the_tolerant_one_reads_alike(
    over: dict[str, Any], inner: dict[str, Any]
) -> None:
    value = published() | inner | over
    fast = StrictReader(TODAY).read(json.dumps(value).encode())
    if fast is not None:
        slow, margin = tolerant.read(value, TODAY)
        assert (encode_record(fast), margin.notes) == (encode_record(slow), [])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(overs=st.lists(damaged | anything, min_size=1, max_size=8), seed=st.integers(0, 99))
def test_every_record_is_accepted_or_refused(overs: list[Any], seed: int, tmp_path: Path) -> None:
    records = [published() | over if isinstance(over, dict) else over for over in overs]
    records.insert(random.Random(seed).randrange(len(records) + 1), published())
    found = read(tmp_path / "file", json.dumps({"marches": records}))

    assert sum(len(batch.rows) + len(batch.refusals) for batch in found) == sum(
        len(list(spread(each))) for each in records
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400),
    prefix=st.sampled_from([b"", b"{", b"[{", b"<", b'{"marches":[', b"<marches>"]),
)
def test_no_file_crashes_the_reader(content: bytes, prefix: bytes, tmp_path: Path) -> None:
    for batch in read(tmp_path / "file", prefix + content):
        assert bool(batch.stop) is bool(batch.sentence)

"""The slip: every language says the same sentences; right to left is done right; dates are written for it."""

from datetime import date
from hashlib import sha256
from io import BytesIO

import pikepdf
import pytest

from facilitator.access import Role
from facilitator.accounts.models import Membership, Organisation
from facilitator.db import db
from facilitator.languages.rules import VALUE, Tongue, said_day
from geiq.pathways.models import Pathway
from geiq.pathways.slip.pdf import LETTERS, pdf_of
from geiq.pathways.slip.rules import BOOK, NextStep, Slip, parts_of
from tests.conftest import Client
from tests.factories import make_body, make_contact
from tests.factories_closing import make_worked
from tests.factories_hours import make_running
from tests.factories_pathways import a_day, make_pathway, make_scheme, make_step
from tests.papers import boxes_in, read_paper

DAY = date(2026, 12, 14)
RIGHT_TO_LEFT = {Tongue.AR, Tongue.DARI, Tongue.PASHTO}


@pytest.mark.parametrize("tongue", list(Tongue), ids=str)
def test_every_language_says_every_sentence_with_the_same_values(tongue: Tongue) -> None:
    said, french = BOOK.sentences(tongue), BOOK.sentences(Tongue.FR)

    assert tongue.direction == ("rtl" if tongue in RIGHT_TO_LEFT else "ltr")
    assert list(said) == list(french)
    for key, sentence in said.items():
        assert sorted(VALUE.findall(sentence)) == sorted(VALUE.findall(french[key])), key
        assert tongue is Tongue.FR or sentence != french[key], key
        assert not {"?", "!", ";"} & set(sentence), key


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (Tongue.FR, "lundi 14 décembre 2026"),
        (Tongue.EN, "Monday 14 December 2026"),
        (Tongue.AR, "الاثنين 14 ديسمبر 2026"),
        (Tongue.DARI, "دوشنبه 14 دسمبر 2026"),
        (Tongue.PASHTO, "دونۍ 14 دسمبر 2026"),
        (Tongue.TIGRINYA, "ሰኑይ 14 ታሕሳስ 2026"),
        (Tongue.UKRAINIAN, "понеділок 14 грудня 2026"),
    ],
)
def test_a_day_is_written_for_its_reader_with_the_figures_of_french_papers(tongue: Tongue, said: str) -> None:
    assert "1er" in said_day(date(2026, 12, 1), Tongue.FR)
    assert said_day(DAY, tongue).replace("\u00a0", " ").replace(",", "") == said


@pytest.mark.parametrize("tongue", list(Tongue), ids=str)
def test_the_slip_says_hours_step_place_and_whom_to_call(tongue: Tongue) -> None:
    step = NextStep("Visiter le chantier", DAY, "09:30", "La Gauthière")
    slip = Slip("Amina Zuhal", 7380, 420, DAY, step, "Lucie, 04 65 71 00 00")
    parts = parts_of(slip, tongue)

    values = {
        piece.value: piece for part in parts for line in part.lines for piece in line.own if piece.value
    }

    assert set(values) == {"name", "hours", "date", "step", "hour", "place", "contact"}
    assert values["contact"].direction == "ltr"
    assert values["hour"].text == "09:30"
    assert values["step"].is_french
    assert not values["date"].is_french
    french = ["".join(piece.text for piece in line.french) for part in parts for line in part.lines]
    assert "Où : La Gauthière" in [one.replace("\u00a0", " ") for one in french]


def test_a_slip_without_step_nor_contact_says_so() -> None:
    parts = parts_of(Slip("Amina", 0, 0, DAY, None, ""), Tongue.FR)

    text = " ".join(piece.text for part in parts for line in part.lines for piece in line.own)

    assert "Aucune étape n’est prévue" in text
    assert "Appelez" not in text


@pytest.fixture
def me(client: Client) -> Membership:
    return client.as_role(Role.FACILITATOR, make_body())


@pytest.fixture
def pathway(me: Membership) -> Pathway:
    body = db.session.get_one(Organisation, me.organisation_id)
    make_contact(body, name="Accueil", phone="+33465710001")
    line = make_worked(make_running(body), minutes=7_380)
    row = make_pathway(make_scheme(body), me.user, participant=line.participant)
    make_step(row, title="Visiter le chantier", due_on=a_day(3), at="09:30")
    return row


def test_the_slip_in_arabic_reads_from_right_to_left_with_its_values_apart(
    client: Client, pathway: Pathway
) -> None:
    page = client.get("slip.show", participant_id=pathway.participant_id, langue="ar")

    slip = page.one("article.slip")
    assert (slip["lang"], slip["dir"]) == ("ar", "rtl")
    assert "خطوتك القادمة" in page.text
    apart = [tag.get_text() for tag in slip.select("bdi[dir=ltr]")]
    assert any("123" in text for text in apart)
    assert any("04 65 71 00 01" in text.replace("\u00a0", " ") for text in apart)
    assert {tag["dir"] for tag in slip.select("[lang=fr]:not(bdi)")} == {"ltr"}
    assert "Visiter le chantier" in slip.get_text()


def test_whoever_does_not_follow_prints_the_hours_and_no_step(client: Client, pathway: Pathway) -> None:
    body = db.session.get_one(Organisation, pathway.body_id)
    client.as_role(Role.FACILITATOR, body)

    page = client.get("slip.show", participant_id=pathway.participant_id, langue="inconnue")

    assert page.one("article.slip")["lang"] == "fr"
    assert "123" in page.text
    assert "Visiter le chantier" not in page.html
    assert "Sans la prochaine étape" in page.text
    client.as_role(Role.FACILITATOR)
    assert client.get("slip.show", participant_id=pathway.participant_id).status == 404


@pytest.mark.parametrize("tongue", list(Tongue), ids=str)
def test_the_slip_prints_in_every_language_whatever_fonts_the_machine_has(tongue: Tongue) -> None:
    step = NextStep("Visiter le chantier", DAY, "09:30", "Кіровоград, حي الحرية")
    parts = parts_of(Slip("Amina Zuhal, ሰላም", 7380, 420, DAY, step, "Lucie, 04 65 71 00 00"), tongue)

    paper = pdf_of(parts, tongue, "La structure")

    told = read_paper(paper).whole
    letters = {
        letter
        for part in parts
        for line in (part.title, *part.lines)
        for piece in (*line.own, *line.french)
        for letter in piece.text
        if letter.isalpha()
    }
    assert letters <= set(told)
    assert "Vos heures de travail" in told
    assert "\ufffd" not in told
    assert boxes_in(paper) == 0
    with pikepdf.open(BytesIO(paper)) as file:
        assert len(file.pages) == 1


def test_a_letter_that_no_font_has_is_counted_as_a_box() -> None:
    assert boxes_in(pdf_of(parts_of(Slip("李", 0, 0, DAY, None, ""), Tongue.FR), Tongue.FR, "")) > 0


def test_the_fonts_are_what_was_published_with_their_licence() -> None:
    named = dict(reversed(line.split()) for line in (LETTERS / "MANIFEST.sha256").read_text().splitlines())

    assert {path.name for path in LETTERS.iterdir()} == {"MANIFEST.sha256", *named}
    for name, digest in named.items():
        assert sha256((LETTERS / name).read_bytes()).hexdigest() == digest, name
    assert "SIL OPEN FONT LICENSE Version 1.1" in (LETTERS / "OFL.txt").read_text()
    assert sum(path.stat().st_size for path in LETTERS.iterdir()) < 600_000


def test_the_slip_is_sent_as_a_pdf(client: Client, pathway: Pathway) -> None:
    told = client.ask("GET", client.url("slip.paper", participant_id=pathway.participant_id, langue="ti"))

    assert told.get_data().startswith(b"%PDF")
    assert told.headers["Content-Disposition"].endswith('-ti.pdf"')

"""What a record says follows from the answers of the event report."""

from datetime import date
from typing import Any

from handlers.flow.walk import State, walk
from handlers.forms.event import EVENT
from handlers.member.content import content_of
from storage.records import COORGANISER, PARTNER, Content, Counts, Named
from tests.support.facts import FakeFacts, answers_of

FACTS = FakeFacts()


def content(activity: str = "3.2", consent: bool | None = None, **more: Any) -> Content:
    here = walk(EVENT, State(answers_of(activity, **more)), FACTS)
    assert here.open is None
    return content_of(EVENT, here.standing, FACTS, "Instruire: Biblioteca", "ru", consent)


def test_the_plain_report_becomes_a_record() -> None:
    record = content()
    assert (record.activity, record.subtype, record.title) == ("3.2", "training", "Instruire: Biblioteca")
    assert (record.date_from, record.date_to, record.place) == (
        date(2026, 10, 12),
        date(2026, 10, 12),
        "Biblioteca",
    )
    assert record.counts == Counts(25, False, women=15, men=None, young=10, vulnerable=3)
    assert (record.language, record.form_version, record.summary, record.media) == ("ru", 1, None, ())
    assert record.answers == answers_of()
    assert (record.parties, record.facts, record.joint_with_lpa) == ((), {}, False)


def test_groups_one_by_one_are_counts_and_a_skipped_one_is_not_stated() -> None:
    counted = {"total": 0, "estimated": False}
    record = content(
        groups={"each": True},
        groups_women=counted,
        groups_young={**counted, "total": 9},
        groups_vulnerable=None,
    )
    assert record.counts == Counts(25, False, women=0, young=9)


def test_groups_that_were_not_counted_are_not_zero() -> None:
    assert content(groups=None).counts == Counts(25)


def test_an_activity_left_to_the_secretariat_is_none() -> None:
    record = content("?")
    assert record.activity is None
    assert record.answers["activity"] == "?"


def test_what_an_earlier_activity_asked_is_no_part_of_the_record() -> None:
    record = content("3.2", kind="fair", audience=["children"], discipline="Șah")
    assert (record.subtype, record.facts) == ("training", {})
    assert not {"kind", "audience", "discipline"} & record.answers.keys()


def test_facts_of_the_activity_and_volunteers_are_kept() -> None:
    assert content("8.1", vulnerable_kinds=["older"]).facts == {
        "audience": ["children"],
        "vulnerable_kinds": ["older"],
    }
    assert content("10.1").facts == {"discipline": "Șah"}
    counts = content("5.1").counts
    assert counts is not None
    assert counts.volunteers == 4


def test_the_town_hall_makes_it_joint_and_is_no_partner() -> None:
    record = content("9.1", parties={"members": [3], "names": ["ACR „Doi”"], "lpa": True})
    assert record.joint_with_lpa
    assert record.parties == (
        Named(COORGANISER, "Casa Mare", "3", 3),
        Named(PARTNER, "ACR „Doi”", "acr doi"),
    )
    assert not content("9.1").joint_with_lpa


def test_consent_is_kept_only_where_there_are_photos() -> None:
    assert content(consent=True).photos_public is None
    record = content(consent=False, photos={"files": [7, 8], "text": "A fost bine"})
    assert (record.photos_public, record.media, record.summary) == (False, (7, 8), "A fost bine")


def test_optional_words_are_kept_and_a_measure_needs_a_problem() -> None:
    record = content(heading="Hramul", good_practice="Bunici", problem="Ploaie", measure="Cort")
    assert (record.title, record.good_practice, record.problem, record.measure) == (
        "Hramul",
        "Bunici",
        "Ploaie",
        "Cort",
    )
    assert content(measure="Cort").measure is None

"""The quick report: measured on both halves of the gold set, and what it must never get wrong silently."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.understand.dates import Period
from handlers.understand.numbers import Count
from handlers.understand.quick import LONGEST_READ, Sort, Told, read_report
from handlers.understand.result import Doubt, Understood
from tests.handlers.understand.measure import FIELDS, activities, measure, sentences, understood

TODAY = date(2026, 10, 14)
DAYS = st.dates(date(2026, 4, 20), date(2026, 10, 13))


def told(text: str, *places: str) -> Told:
    return read_report(text, TODAY, activities(), places)


@pytest.mark.parametrize(("half", "recall"), [("tuned", 0.80), ("untouched", 0.70)])
def test_what_is_understood_is_right_and_most_is_understood(half: str, recall: float) -> None:
    measured = measure(half)
    print(f"\n{half}")
    for name in ("report", *FIELDS):
        print(f"  {name:<11}{measured.precision(name):>7.3f}{measured.recall(name):>7.3f}")
    assert {name: p for name in ("report", *FIELDS) if (p := measured.precision(name)) < 0.97} == {}
    assert {name: r for name in ("report", *FIELDS) if (r := measured.recall(name)) < recall} == {}


@pytest.mark.parametrize("half", ["tuned", "untouched"])
def test_each_half_has_sentences_of_both_languages_and_many_that_are_no_reports(half: str) -> None:
    languages = [one.language for one in sentences(half)]
    assert len(languages) >= 110
    assert abs(languages.count("ro") - languages.count("ru")) <= 6
    assert sum(one.fields is None for one in sentences(half)) >= 30


@pytest.mark.parametrize("half", ["tuned", "untouched"])
def test_no_day_and_no_number_is_understood_that_must_be_asked(half: str) -> None:
    for one in sentences(half):
        found = understood(read_report(one.say, one.today, activities(), one.places))
        asked = [name for name, value in (one.fields or {}).items() if value == "?" and name in found]
        assert [name for name in asked if name in ("held", "total")] == [], one.say


def test_two_numbers_without_a_word_are_asked_which_is_the_total() -> None:
    for text in ("ieri seminar la biblioteca 25 15", "вчера семинар в библиотеке 25 15"):
        assert told(text).total == Doubt((Count(25, False), Count(15, False)))


@pytest.mark.parametrize(
    "text",
    [
        "ieri atelier 20-25 persoane",
        "ieri atelier, peste 20 de persoane",
        "ieri atelier, între 20 și 25 de oameni",
        "вчера мастер-класс, от 20 до 25 человек",
        "вчера мастер-класс, больше 20 человек",
        "вчера мастер-класс, 20+ человек",
    ],
)
def test_a_range_of_people_is_asked(text: str) -> None:
    assert isinstance(told(text).total, Doubt)


@pytest.mark.parametrize(
    "text",
    [
        "ieri atelier, 18 persoane, intrare 50 lei, tel. 069 123 456, ora 15:00, str. Păcii 24, ediția a 7-a",
        "вчера мастер-класс, 18 человек, вход 50 лей, тел. 069 123 456, в 15:00, ул. Мира 24, 7 лет нам",
    ],
)
def test_prices_telephones_hours_and_addresses_count_nobody(text: str) -> None:
    assert told(text).total == Understood(Count(18, False))


def test_more_women_than_people_is_asked_and_no_group_is_kept() -> None:
    reading = told("ieri atelier, 18 persoane, 30 femei")
    assert reading.total == Doubt((Count(18, False),))
    assert reading.groups.women is None


def test_two_days_are_asked_and_a_day_that_is_not_that_weekday_too() -> None:
    assert isinstance(told("9 octombrie sau 10 octombrie atelier, 20 persoane").held, Doubt)
    assert isinstance(told("duminică, 12 octombrie atelier, 20 persoane").held, Doubt)
    assert isinstance(told("12.10 и 1.09 мастер-класс, 20 человек").held, Doubt)


def test_the_name_of_todays_weekday_may_be_last_week() -> None:
    week_ago = TODAY - timedelta(days=7)
    assert told("miercuri atelier, 20 persoane").held == Doubt(
        (Period(week_ago, week_ago), Period(TODAY, TODAY))
    )


@given(day=DAYS, total=st.integers(2, 4999))
def test_a_day_and_a_number_in_a_sentence_are_that_day_and_that_number(day: date, total: int) -> None:
    for text in (
        f"Pe {day.day:02}.{day.month:02}.2026 am avut atelier de pictură, {total} de persoane",
        f"{total} человек на мастер-классе {day.day:02}.{day.month:02}.2026",
    ):
        assert told(text).held == Understood(Period(day, day))
        assert told(text).total == Understood(Count(total, False))


def test_a_future_event_is_ahead_and_never_a_report() -> None:
    for text in ("Mâine vom avea atelier cu 20 de copii", "20 октября состоится ярмарка, ждём 100 человек"):
        assert told(text).sort is Sort.AHEAD


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sâmbătă vom organiza un târg", date(2026, 10, 17)),
        ("În miercuri vă invităm la atelier", date(2026, 10, 21)),
        ("25 октября организуем ярмарку, ждём всех", date(2026, 10, 25)),
        ("с 1 ноября начнётся курс фотографии", date(2026, 11, 1)),
        ("В субботу, 17 октября, приглашаем на концерт", date(2026, 10, 17)),
    ],
)
def test_the_day_of_what_is_announced_is_to_come(text: str, day: date) -> None:
    reading = told(text)
    assert (reading.sort, reading.held) == (Sort.AHEAD, Understood(Period(day, day)))


def test_an_invitation_at_the_end_of_a_report_leaves_it_a_report() -> None:
    text = "Ieri am organizat un târg, au venit 70 de persoane. Vă așteptăm și data viitoare!"
    assert told(text).sort is Sort.REPORT


def test_a_question_in_a_report_is_left_out_and_a_question_alone_is_none() -> None:
    assert told("Ieri atelier, 20 persoane. E bine așa?").sort is Sort.REPORT
    assert told("Câte persoane au fost ieri la atelier?").sort is Sort.OTHER


def test_a_code_of_the_plan_names_the_activity() -> None:
    assert told("8.1 ieri, 20 persoane").activity == Understood("8.1")


def test_the_activity_follows_the_words_of_the_plan() -> None:
    without = tuple(one for one in activities() if one.code != "10.1")
    assert read_report("вчера турнир, 20 человек", TODAY, without, ()).activity is None


def test_a_place_used_before_is_known_by_two_of_its_words() -> None:
    known = "Biblioteca „Eugeniu Coșeriu”"
    assert told("ieri la bibliotecii Coseriu atelier, 20 pers", known).place == Understood(known)
    assert told("ieri atelier la biblioteca Pușkin, 20 pers", known).place == Understood("Biblioteca Pușkin")


def test_two_places_are_asked() -> None:
    assert isinstance(told("ieri la stadion și la casa de cultură, festival, 200 pers").place, Doubt)


def test_a_post_is_a_text_to_keep_and_its_link_is_evidence() -> None:
    reading = told("Ieri am avut un concert.\nAu venit 80 de persoane!\nhttps://example.org/p/1.")
    assert reading.post
    assert reading.link == "https://example.org/p/1"
    assert not told("ieri atelier 20 pers").post


@settings(max_examples=200)
@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    assert told(text).sort in Sort


def test_of_a_very_long_text_the_beginning_is_read() -> None:
    post = "Ieri am organizat un târg, au venit 70 de persoane. " + "A fost frumos. " * 300
    assert len(post) > LONGEST_READ
    assert told(post).total == Understood(Count(70, False))

"""The plan file: whole, word for word, and refused with clear lines when something is wrong."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from storage.plan import read_file
from storage.plan_models import Activity
from tests.support.counted import PLAN_FILE

PLAN = read_file(PLAN_FILE)
DATA: dict[str, Any] = yaml.safe_load(PLAN_FILE.read_text(encoding="utf-8"))
OFFICIAL_SHA256 = "ff695643ea70cc3c196942919904a20ff76eb4f452802ffc404989d443b23281"
"""Of every official Romanian text in the order of the plan: changing one needs a decision of the council."""


def official_texts() -> list[str]:
    texts = [objective.title.ro for objective in PLAN.objectives]
    for activity in PLAN.activities:
        texts += [activity.text.ro, activity.frequency_text.ro, activity.responsible_ro]
    return texts + [indicator.official_ro for indicator in PLAN.indicators]


def test_the_plan_has_ten_objectives_25_activities_and_46_indicators() -> None:
    assert (len(PLAN.objectives), len(PLAN.activities), len(PLAN.indicators)) == (10, 25, 46)
    per_objective = [len(PLAN.activities_of(objective.code)) for objective in PLAN.objectives]
    assert per_objective == [3, 5, 2, 4, 2, 2, 2, 2, 1, 2]


def test_six_targets_are_explicit_eleven_derived_and_29_indicators_have_none() -> None:
    bases = Counter(indicator.target.basis if indicator.target else None for indicator in PLAN.indicators)
    assert bases == {"explicit_in_text": 6, "derived_from_frequency": 11, None: 29}


def test_official_texts_are_word_for_word() -> None:
    assert hashlib.sha256("\n".join(official_texts()).encode()).hexdigest() == OFFICIAL_SHA256


def test_slips_of_the_official_text_are_kept_beside_the_corrected_reading() -> None:
    workshops = PLAN.activity("5.1")
    assert workshops.text.ro == "Organizarea ateliere de simulare a voluntariatului"
    assert workshops.corrected_ro == "Organizarea de ateliere de stimulare a voluntariatului"
    assert PLAN.indicator("7.1.a").official_ro == "Nr. proiectel și impact"
    assert PLAN.objective("3").title.ro == "Creșterea vizibilității și impactului Rețelei"
    variant = PLAN.objective("3").variant
    assert variant is not None
    assert variant.ro == "Creșterea vizibilității și impactului social al Rețelei"


def test_letters_are_the_right_ones() -> None:
    text = PLAN_FILE.read_text(encoding="utf-8")
    assert not set("şţŞŢ") & set(text)
    assert "Бельц" not in text
    assert "Бэлць" in text


def test_the_event_form_is_offered_for_ten_activities() -> None:
    offered = [activity.code for activity in PLAN.accepting("event")]
    assert offered == ["1.1", "2.3", "4.1", "4.2", "4.3", "5.1", "6.2", "8.1", "9.1", "10.1"]
    asks = {one.code: asked.asks for one in PLAN.activities if (asked := one.asked("event"))}
    assert {code: ask for code, ask in asks.items() if ask} == {
        "2.3": ("partners",),
        "5.1": ("volunteers",),
        "8.1": ("audience",),
        "9.1": ("partners",),
        "10.1": ("discipline",),
    }


def test_other_record_types_are_offered_where_the_plan_names_them() -> None:
    assert [activity.code for activity in PLAN.accepting("campaign")] == ["3.1", "7.2", "10.2"]
    assert [activity.code for activity in PLAN.accepting("project")] == ["4.2", "4.3", "4.4", "6.1", "7.1"]


def test_an_item_of_an_earlier_release_is_still_read() -> None:
    body = PLAN.activity("10.1").model_dump(mode="json", by_alias=True)
    event = body.pop("reports")["event"]
    old = {**body, "record_types": ["event", "project"], "event": {**event, "asks": ["discipline"]}}
    read = Activity.model_validate(old)
    assert (list(read.reports), read.asked("event")) == (
        ["event", "project"],
        PLAN.activity("10.1").asked("event"),
    )


def test_labels_start_with_the_code_and_fit_a_button() -> None:
    items = [
        *((one.code, one.short) for one in PLAN.objectives),
        *((one.code, one.short) for one in PLAN.activities),
    ]
    for code, short in items:
        for label in (short.ro, short.ru, short.en):
            assert label.startswith(f"{code} ")
            assert len(label) <= 28
    for language in ("ro", "ru", "en"):
        labels = [getattr(activity.short, language) for activity in PLAN.activities]
        assert len(set(labels)) == len(labels)


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        PLAN.activity("11.1")


def broken(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> list[str]:
    """The lines that a plan file changed in this way is refused with."""
    data = deepcopy(DATA)
    change(data)
    path = tmp_path / "plan.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ValueError, match=r"^plan\.yaml: ") as refusal:
        read_file(path)
    return str(refusal.value).splitlines()


def first_activity(data: dict[str, Any]) -> dict[str, Any]:
    activity: dict[str, Any] = data["objectives"][0]["activities"][0]
    return activity


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "missing translation": (
        lambda data: first_activity(data)["text"].pop("ru"),
        "activity 1.1: text.ru: Field required",
    ),
    "unknown key": (
        lambda data: first_activity(data).update(colour="red"),
        "activity 1.1: colour: Extra inputs are not permitted",
    ),
    "doubled code": (lambda data: first_activity(data).update(code="1.2"), "code 1.2 stands 2 times"),
    "long label": (
        lambda data: first_activity(data)["short"].update(ro="1.1 " + "x" * 25),
        "1.1: short.ro has 29 letters, at most 28 fit",
    ),
    "unknown party": (
        lambda data: first_activity(data).update(responsible=["mayor"]),
        "activity 1.1: party mayor is not among header.parties",
    ),
    "cedilla": (
        lambda data: first_activity(data)["text"].update(ro="instruire şi comunicare"),
        "1.1: letters with a cedilla; ș and ț have a comma below",
    ),
    "sum of nothing": (
        lambda data: first_activity(data)["indicators"][0]["counts"].update(take="sum"),
        "indicator 1.1.a: counts: Value error, 'take: sum' needs 'field'",
    ),
    "date of nothing": (
        lambda data: first_activity(data)["indicators"][0]["target"].update(period="by_date"),
        "indicator 1.1.a: target: Value error, 'date' belongs to 'period: by_date' and to no other",
    ),
    "no header": (
        lambda data: data.pop("header"),
        "header: Input should be a valid dictionary or instance of Header",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_wrong_file_is_refused_with_one_clear_line(name: str, tmp_path: Path) -> None:
    change, line = CHANGES[name]
    assert f"plan.yaml: {line}" in broken(tmp_path, change)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        first_activity(data)["text"].pop("ru")
        data["objectives"][9]["title"].pop("en")

    assert broken(tmp_path, change) == [
        "plan.yaml: objective 10: title.en: Field required",
        "plan.yaml: activity 1.1: text.ru: Field required",
    ]


def test_a_file_that_is_not_yaml_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("header: {title: [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^plan\.yaml: ") as refusal:
        read_file(path)
    assert len(str(refusal.value).splitlines()) == 1

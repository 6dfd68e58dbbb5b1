"""The demonstration's records as report material, and how to read a finished file back."""

from dataclasses import replace
from datetime import date

from bot.texts import Texts
from reports.chapters.material import Material
from reports.figures import PlanFigures, figures
from reports.wording import Words
from storage.counted import CountedRecord
from tests.support.counted import CLOSED, DEMO, MEMBERS, official_plan

RUNNING = date(2026, 10, 15)
PLAN = official_plan()
WITH_LESSONS = tuple(
    replace(one, good_practice="Fiecare meșter a ținut un atelier deschis.")
    if one.id == 9
    else replace(one, problem="Prea puțini voluntari pe traseu.", measure="Înscriere din timp.")
    if one.id == 10
    else one
    for one in DEMO
)


def year(records: tuple[CountedRecord, ...] = WITH_LESSONS, as_of: date = CLOSED) -> PlanFigures:
    """The figures of 2026 with six member organisations."""
    return figures(PLAN, records, 2026, as_of, expected_members=MEMBERS.values())


def words(language: str) -> Words:
    """The catalogues of one language, on a fixed day."""
    return Texts(lambda: CLOSED).words(language)


def material(language: str = "ro", shown: PlanFigures | None = None) -> Material:
    """Report material without drawn charts."""
    return Material(shown or year(), words(language))


def squeezed(text: str) -> str:
    """Text without what a line break may add or take: blanks and hyphens."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "-\u00ad\u200b")

"""What a person types to report each activity of the plan, in both languages, and what it moves.

Used by the table test of the 25 activities and by their golden transcripts.
"""

from dataclasses import dataclass, field

from tests.support.chat import Chat

USUAL = {
    "event.held": ("ieri", "вчера"),
    "event.place": ("Biblioteca „Eugeniu Coșeriu”", "Библиотека «Еуджениу Кошериу»"),
    "event.participants": ("25", "25"),
    "event.groups": ("15 10 3", "15 10 3"),
    "event.photos": ("A fost bine.", "Всё прошло хорошо."),
    "event.volunteers": ("5", "5"),
    "event.audience": ("copii, adulți", "дети, взрослые"),
    "event.discipline": ("fotbal", "футбол"),
    "event.parties": ("Biblioteca, Cafeneaua", "Библиотека, Кафе"),
    "meeting.theme": ("spații verzi", "зелёные зоны"),
    "meeting.held": ("ieri", "вчера"),
    "meeting.authority": ("viceprimar", "вице-примар"),
    "meeting.decisions": (
        "Reparăm terenul\n- Plantăm o alee",
        "Ремонтируем площадку\n- Сажаем аллею",
    ),
    "record.papers": ("Procesul-verbal este la secretariat.", "Протокол в секретариате."),
    "campaign.heading": ("Sortează corect", "Сортируй правильно"),
    "campaign.held": ("01-22.04.2026", "01-22.04.2026"),
    "campaign.channels": ("presă, rețele sociale", "пресса, соцсети"),
    "campaign.materials": ("3", "3"),
    "programme.heading": ("Mentor pentru un an", "Наставник на год"),
    "programme.field": ("educație", "образование"),
    "programme.mentors": ("ACR", "ACR"),
    "programme.mentees": ("Casa Nouă, Speranța Mică", "Новый дом, Малая надежда"),
    "programme.schools": ("Liceul nr. 1", "Лицей № 1"),
    "programme.participants": ("25", "25"),
    "record.span": ("03.2026–12.2026", "03.2026–12.2026"),
    "project.heading": ("Perdea verde", "Зелёная полоса"),
    "project.funding": ("fonduri internaționale", "международные фонды"),
    "project.donor": ("Donator demo", "Демо-донор"),
    "project.amount": ("12 000 EUR", "12 000 EUR"),
    "project.rate": ("19,70", "19,70"),
    "project.stage": ("finalizat", "завершён"),
    "project.submitted": ("16.03.2026", "16.03.2026"),
    "project.funded": ("04.05.2026", "04.05.2026"),
    "project.completed": ("10.10.2026", "10.10.2026"),
    "project.target": ("persoane cu dizabilități", "люди с инвалидностью"),
    "project.impact": ("Am plantat 150 de copaci.", "Посадили 150 деревьев."),
    "agreement.heading": ("activități pentru tineri", "занятия для молодёжи"),
    "agreement.parties": ("Primăria", "Примэрия"),
    "agreement.held": ("03.04.2026", "03.04.2026"),
    "agreement.reference": ("12/2026", "12/2026"),
    "consultation.heading": ("spații pentru tineri", "пространства для молодёжи"),
    "consultation.reference": ("DEMO-CP-7", "DEMO-CP-7"),
    "consultation.area": ("tineri", "молодёжь"),
    "consultation.proposal": ("Am cerut un centru de tineret.", "Мы попросили молодёжный центр."),
    "consultation.held": ("11.06.2026", "11.06.2026"),
    "consultation.outcome": ("parțial", "частично"),
    "newsletter.issue": ("3", "3"),
    "newsletter.quarter": ("Trimestrul 3, 2026", "3-й квартал 2026"),
    "newsletter.held": ("25.09.2026", "25.09.2026"),
    "record.link": ("balti.md/retea", "balti.md/retea"),
    "resource_update.added": ("un curs despre buget", "курс о бюджете"),
    "resource_update.entries": ("5", "5"),
    "resource_update.functional": ("da", "да"),
    "resource_update.published": ("da", "да"),
    "resource_update.held": ("ieri", "вчера"),
}
"""Question (by the prefix of its texts) → what is typed in Romanian and in Russian."""


@dataclass(frozen=True)
class Case:
    """One way to report an activity: what differs from ``USUAL``, and the indicators that it moves."""

    activity: str
    moves: dict[str, int]
    given: dict[str, tuple[str, str]] = field(default_factory=dict)
    also: str = ""

    @property
    def name(self) -> str:
        """The activity, and which of its ways."""
        return self.activity + self.also


def _kind(ro: str, ru: str, **others: tuple[str, str]) -> dict[str, tuple[str, str]]:
    return {"event.kind": (ro, ru), "record.kind": (ro, ru), **others}


PROJECT = {"event.type": ("proiect", "проект")}
EVENT = {"event.type": ("eveniment", "мероприятие")}

CASES = (
    Case("1.1", {"1.1.a": 1, "1.1.b": 25}),
    Case("1.2", {"1.2.a": 1, "1.2.b": 1}),
    Case("1.3", {"1.3.a": 1, "1.3.b": 3}),
    Case("2.1", {"2.1.a": 1, "2.1.b": 25}),
    Case("2.2", {"2.2.a": 1, "2.2.b": 1}),
    Case("2.3", {"2.3.a": 1}, {"event.type": ("acord", "соглашение"), **_kind("parteneriat", "партнёрство")}),
    Case(
        "2.3",
        {"2.3.b": 1},
        {**EVENT, "event.parties": ("Primăria", "Примэрия")},
        " joint",
    ),
    Case("2.4", {"2.4.a": 1, "2.4.b": 2}),
    Case("2.5", {"2.5.b": 1}, _kind("consultare publică", "публичная консультация")),
    Case("2.5", {"2.5.a": 1}, _kind("inițiativă proprie", "своя инициатива"), " initiative"),
    Case("3.1", {"3.1.a": 1}),
    Case("3.2", {"3.2.a": 1}),
    Case("4.1", {"4.1.a": 1, "4.1.b": 25}),
    Case("4.2", {"4.2.a": 1, "4.2.b": 1}, PROJECT),
    Case("4.2", {}, EVENT, " session"),
    Case("4.3", {"4.3.a": 1, "4.3.b": 1}, PROJECT),
    Case("4.4", {"4.4.a": 1, "4.4.b": 236_400}),
    Case("5.1", {"5.1.a": 1, "5.1.b": 5}),
    Case("5.2", {"5.2.a": 1, "5.2.b": 25}),
    Case("6.1", {"6.1.a": 1, "4.4.a": 1, "4.4.b": 236_400}),
    Case("6.2", {"6.2.a": 1, "6.2.b": 25}, _kind("dezbatere", "дебаты")),
    Case(
        "7.1",
        {"7.1.a": 1, "7.1.b": 1},
        {
            "project.funding": ("fonduri proprii", "собственные средства"),
            "project.amount": ("5000 lei", "5000 лей"),
        },
    ),
    Case("7.2", {"7.2.a": 1, "7.2.b": 3}),
    Case("8.1", {"8.1.a": 1, "8.1.b": 25}, _kind("curs nonformal", "курс неформального обучения")),
    Case("8.2", {"8.2.a": 1, "8.2.b": 25}),
    Case("9.1", {"9.1.a": 1, "9.1.b": 2}, _kind("târg", "ярмарка")),
    Case("10.1", {"10.1.a": 1, "10.1.b": 25}),
    Case("10.2", {"10.2.a": 1}),
)


def tells(chat: Chat, case: Case) -> Chat:
    """Report it by typing, up to the review screen."""
    chat.says("/raport").says(case.activity)
    at = LANGUAGES.index(chat.hint)
    given = {**USUAL, **case.given}
    while not chat.last.message.key.endswith(".review"):
        prefix = _prefix(chat)
        assert prefix in given, f"{case.name}: nothing to say to {chat.last.message.key}: {chat.last.text}"
        chat.says(given[prefix][at])
        assert chat.last.message.error is None, f"{case.name}: {chat.last.text}"
    return chat


LANGUAGES = ("ro", "ru")


def _prefix(chat: Chat) -> str:
    """The prefix of the texts of the open question: screens are called after it."""
    return chat.last.message.key

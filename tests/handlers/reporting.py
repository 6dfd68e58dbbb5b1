"""Whole reports in one call, for tests that are about what comes after."""

from tests.support.chat import Chat


def reports(chat: Chat, activity: str = "1.1", people: str = "25", place: str = "Biblioteca") -> Chat:
    """An ordinary report without photos, up to the review screen."""
    begins(chat, activity)
    chat.says("ieri").says(place).says(people).taps("Sari peste").taps("Fără poze")
    return chat.is_asked("event.review")


def begins(chat: Chat, activity: str) -> Chat:
    """A new report up to its date; what an activity asks besides is answered somehow."""
    chat.says("/raport")
    if chat.last.message.key == "draft.offer":
        chat.taps("Raport nou")
    chat.says(activity)
    answers = {"event.kind": "1", "event.audience": "copii", "event.discipline": "fotbal"}
    while chat.last.message.key in answers:
        chat.says(answers[chat.last.message.key])
    return chat.is_asked("event.held")


def sends_report(chat: Chat, activity: str = "1.1", people: str = "25", place: str = "Biblioteca") -> Chat:
    """An ordinary report, sent to the secretariat; one that looks like another is another event."""
    reports(chat, activity, people, place)
    chat.taps("Salvează")
    while chat.last.message.key == "joint.ask":
        chat.taps("Nu")
    return chat.is_asked("event.receipt")


def opens_review(secretary: Chat, number: int = 1) -> Chat:
    """The card of a report that waits, by its number."""
    return secretary.says("/verificare").taps(f"BLT-2026-{number:04d}")

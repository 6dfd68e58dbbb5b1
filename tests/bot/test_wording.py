"""How the chat speaks: plainly, politely, in one language, with an example when it did not understand.

Whether a sentence exists and fits is judged in ``test_texts``.
"""

import re

import pytest

from bot.texts import LANGUAGES
from tests.support.chat_texts import spoken

LONGEST_BODY, MOST_SENTENCES, MOST_WORDS = 450, 3, 15
EXAMPLE = {"ro": "de exemplu:", "ru": "например:", "en": "for example:"}
FORBIDDEN = {
    "ro": r"în vederea|în scopul|aducem la cunoștință|urmează a fi|conform prevederilor|a efectua|a realiza"
    r"|beneficiar|implementare|aferent|eroare|erori|invalid|greșit|greșeal|\bvoi\b|\bvoastr|ședința rețelei",
    "ru": r"осуществ|в целях|\bданн(?:ый|ого|ому|ым|ом|ая|ой|ую|ое)\b|предостав"
    r"|в случае если|необходимо|произвести|вышеуказанн|бенефициар|\bмэр"
    r"|активност|ошибк|неверн|некорректн|неправильн|\bсдан|уважаем",
    "en": r"\berror|\binvalid|\bwrong|beneficiar|implementation|in order to|pursuant",
}
WITHOUT_YO = r"\b(?:отчет|еще\b|волонтер|партнер|молодеж|прием|пришлем|дошел|объединен\b|свое\b|ее\b)"
LATIN_ALLOWED = (
    r"\{\w+\}|/\w+|\b[A-Z0-9]{3,}\b|\bQR\b|balti\.md\S*|\S+@\S+|Telegram|Word|Excel"
    r"|Limba|Language"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_chat_has_a_cedilla_or_a_straight_quotation_mark(language: str) -> None:
    assert [key for key, text in spoken(language) if re.search('[ŞŢşţ"]', text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_chat_is_officialese_or_blames(language: str) -> None:
    found = {
        key: text for key, text in spoken(language) if re.search(FORBIDDEN[language], text, re.IGNORECASE)
    }
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_understood_is_repeated_with_an_example(language: str) -> None:
    problems = {key: text for key, text in spoken(language) if key.endswith(".constraint")}
    assert [
        key for key, text in problems.items() if "{text}" not in text or EXAMPLE[language] not in text
    ] == []


def test_russian_texts_have_no_latin_words() -> None:
    bare = {key: re.sub(LATIN_ALLOWED, "", text) for key, text in spoken("ru")}
    assert {key: text for key, text in bare.items() if re.search("[A-Za-zĂÂÎȘȚăâîșț]", text)} == {}


def test_russian_texts_keep_the_letter_yo() -> None:
    assert [key for key, text in spoken("ru") if re.search(WITHOUT_YO, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_at_most_three_short_sentences(language: str) -> None:
    long = []
    for key, text in spoken(language):
        if key.endswith(".label"):
            parts = re.split(r"(?<=[.!?])\s+(?=[A-ZА-ЯЁĂÂÎȘȚ])", text)
            words = len(re.findall(r"\w+", text)) / len(parts)
            if len(text) > LONGEST_BODY or len(parts) > MOST_SENTENCES or words > MOST_WORDS:
                long.append((key, len(text), len(parts), words))
    assert long == []

"""Keyboards as the Bot API takes them."""

from bot.channels import telegram_keyboard
from handlers.messages import Button, Role
from tests.support.botapi.keyboards import checked


def test_roles_give_a_colour_and_links_open() -> None:
    rows = [
        [Button("Salvează", "s1:0", role=Role.PRIMARY), Button("Șterge", "s1:1", role=Role.DANGER)],
        [Button("Înapoi", "s1:2", role=Role.NAV), Button("Pagina", url="https://example.org/a")],
    ]
    markup = telegram_keyboard.inline(rows)
    assert markup == {
        "inline_keyboard": [
            [
                {"text": "Salvează", "callback_data": "s1:0", "style": "success"},
                {"text": "Șterge", "callback_data": "s1:1", "style": "danger"},
            ],
            [
                {"text": "Înapoi", "callback_data": "s1:2"},
                {"text": "Pagina", "url": "https://example.org/a"},
            ],
        ]
    }
    assert checked(markup) == markup


def test_no_buttons_make_no_keyboard() -> None:
    assert telegram_keyboard.inline([[]]) is None


def test_the_home_keyboard_stays_and_is_low() -> None:
    assert telegram_keyboard.home([["Raportează"], ["Situația", "Altele"]]) == {
        "keyboard": [[{"text": "Raportează"}], [{"text": "Situația"}, {"text": "Altele"}]],
        "is_persistent": True,
        "resize_keyboard": True,
    }


def test_an_empty_home_takes_the_keyboard_away() -> None:
    assert telegram_keyboard.home([]) == {"remove_keyboard": True}

"""Sending, editing, deleting, tapping: refused in the real server's words, seen through the real client."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.channels.telegram_request import AiohttpRequest
from tests.support.botapi import FakeBotApi


def keyboard(label: str = "Da", data: str = "k:0") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def test_a_message_comes_back_as_plain_text_with_entities_in_utf16(api: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(
        7, "  😀 <b>Бэлць</b> &amp; <a href='http://x.md'>ș</a>  ", parse_mode="HTML"
    )

    assert sent.text == "😀 Бэлць & ș"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 3, 5), ("text_link", 11, 1)]
    assert sent.entities[1].url == "http://x.md/"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<p>x", 'Unsupported start tag "p" at byte offset 0'),
        ("ș < 3", 'Unsupported start tag "" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("ăx</b>", "Unexpected end tag at byte offset 3"),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_wrong_html_is_refused_word_for_word(api: FakeBotApi, bot: Bot, text: str, reason: str) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(7, text, parse_mode="HTML")

    assert api.log[-1].error == f"Bad Request: can't parse entities: {reason}"
    assert not api.deliveries()


async def test_a_forgotten_escape_in_markdown_is_refused(api: FakeBotApi, bot: Bot) -> None:
    with pytest.raises(BadRequest, match="reserved and must be escaped with the preceding"):
        await bot.send_message(7, "Gata.", parse_mode="MarkdownV2")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"text": "   "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 99}, "chat not found"),
        ({"text": "x", "chat_id": None}, "chat_id is empty"),
        ({"text": "x", "reply_parameters": {"message_id": 5}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "ă" * 33}]]}},
         "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}},
         "inline keyboard button text must be non-empty"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A"}]]}},
         "text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "A", "url": "nope"}]]}},
         "inline keyboard button URL 'nope' is invalid: Wrong HTTP URL"),
    ],
)  # fmt: skip
async def test_what_the_real_server_refuses_is_refused(
    api: FakeBotApi, bot: Bot, arguments: dict[str, Any], reason: str
) -> None:
    values = {"chat_id": 7} | arguments
    with pytest.raises(BadRequest):
        await bot._post("sendMessage", values)

    assert api.log[-1].error == f"Bad Request: {reason}"
    assert api.chat(7).from_bot == []


async def test_the_longest_text_and_data_are_accepted(api: FakeBotApi, bot: Bot) -> None:
    await bot.send_message(7, "ș" * 4096, reply_markup=keyboard(data="ă" * 32))

    assert len(api.chat(7).last.text) == 4096


async def test_an_edit_is_seen_and_the_same_edit_again_is_not_modified(api: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "unu", reply_markup=keyboard())
    await bot.edit_message_text("doi", 7, sent.message_id, reply_markup=keyboard())
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("doi", 7, sent.message_id, reply_markup=keyboard())

    assert (api.chat(7).last.text, api.chat(7).last.edited) == ("doi", 1)
    assert api.chat(7).last.buttons == [[("Da", "k:0")]]
    assert len(api.deliveries(7)) == 1


async def test_an_edit_without_keyboard_removes_it(api: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "unu", reply_markup=keyboard())
    await bot.edit_message_text("unu", 7, sent.message_id)

    assert api.chat(7).last.buttons == []


async def test_what_cannot_be_edited_is_refused(api: FakeBotApi, bot: Bot) -> None:
    theirs = api.text(7, "salut")
    with_reply_keyboard = await bot.send_message(7, "x", reply_markup=ReplyKeyboardMarkup([["Acasă"]]))
    document = await bot.send_document(7, b"%PDF", filename="a.pdf")
    for message_id, words in [
        (theirs, "message can't be edited"),
        (with_reply_keyboard.message_id, "message can't be edited"),
        (999_999, "message to edit not found"),
        (document.message_id, "there is no text in the message to edit"),
    ]:
        with pytest.raises(BadRequest):
            await bot.edit_message_text("nou", 7, message_id)
        assert api.log[-1].error == f"Bad Request: {words}"
    assert api.chat(7).keyboard == [["Acasă"]]


async def test_a_deleted_message_is_gone_for_edits_deletes_and_replies(api: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "x")
    await bot.delete_message(7, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", 7, sent.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(7, sent.message_id)

    assert api.chat(7).visible == [api.chat(7).messages[0]]


async def test_a_message_older_than_two_days_cannot_be_deleted(api: FakeBotApi, bot: Bot) -> None:
    api.set_time(1_800_000_000)
    sent = await bot.send_message(7, "x")
    api.set_time(1_800_000_000 + 49 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(7, sent.message_id)


async def test_a_query_is_answered_once_and_in_time(api: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "x", reply_markup=keyboard())
    first, late = api.press(7, "Da"), api.tap(7, sent.message_id, "k:0")
    await bot.answer_callback_query(first, "gata")
    api.expire_queries()
    for query in (first, late, "12345"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(query)

    assert api.answers(7) == [{"text": "gata", "show_alert": False}, None]


async def test_blocked_kicked_deactivated_and_never_started_are_forbidden(api: FakeBotApi, bot: Bot) -> None:
    api.user(8)
    api.start(9)
    api.block(7)
    api.deactivate(9)
    api.group(-5)
    api.kick(9, -5)
    for chat_id, words in [
        (7, "bot was blocked by the user"),
        (8, "bot can't initiate conversation with a user"),
        (9, "user is deactivated"),
        (-5, "bot was kicked from the group chat"),
    ]:
        with pytest.raises(Forbidden, match=words):
            await bot.send_message(chat_id, "x")
    api.unblock(7)
    await bot.send_message(7, "bine ai revenit")

    assert [call.chat_id for call in api.deliveries()] == [7]


async def test_a_wrong_token_and_an_unknown_method_are_what_the_client_calls_invalid_token(
    api: FakeBotApi, bot: Bot
) -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(InvalidToken, match="Unauthorized"):
            await Bot("123:wrong", base_url=api.base_url, request=request).get_me()
    with pytest.raises(InvalidToken, match="method not found"):
        await bot._post("sendEverything")


async def test_method_names_have_no_case(api: FakeBotApi, bot: Bot) -> None:
    await bot._post("SENDmessage", {"chat_id": 7, "text": "x"})

    assert api.calls("sendMessage")[0].text == "x"


async def test_commands_are_kept_by_scope_and_language(api: FakeBotApi, bot: Bot) -> None:
    await bot.set_my_commands([("ajutor", "Ajutor")], language_code="ro")
    await bot.set_my_commands([("help", "Help")])
    await bot.delete_my_commands()
    with pytest.raises(BadRequest):
        await bot.set_my_commands([("Ajutor!", "x")])

    assert api.commands("default", "ro") == [{"command": "ajutor", "description": "Ajutor"}]
    assert api.commands() == []

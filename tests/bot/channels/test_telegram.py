"""The Telegram channel against a server that answers as the real one, over HTTP."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.errors import SendError
from handlers.messages import MediaRef, Rendered
from tests.bot.channels.rendering import buttons, screen
from tests.bot.channels.telegram_line import ANA, CHAT, Line, line
from tests.bot.channels.test_telegram_html import NAUGHTY, WORDS
from tests.support.botapi import sample_jpeg

QUESTION = screen("Când a avut loc?", head="Pasul 1 din 7", rows=buttons("Azi", "Ieri"))


def photo(tmp_path: Path, name: str = "a.jpg") -> MediaRef:
    path = tmp_path / name
    path.write_bytes(sample_jpeg(64, 48))
    return MediaRef("photo", path=str(path), alt="")


async def failure(tg: Line, message: Rendered = QUESTION, edits: str | None = None) -> SendError:
    with pytest.raises(SendError) as caught:
        await tg.channel.send(CHAT, message, edits)
    return caught.value


async def test_a_question_arrives_with_its_buttons_and_without_link_previews(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    shown = tg.api.chat(ANA).last
    assert (str(shown.id), shown.text) == (sent, "Pasul 1 din 7\nCând a avut loc?")
    assert shown.entities == [{"type": "bold", "offset": 0, "length": 13}]
    assert shown.buttons == [[("Azi", "s1:0")], [("Ieri", "s1:1")]]
    assert tg.api.calls("sendMessage")[0].params["link_preview_options"] == {"is_disabled": True}


async def test_a_quiet_message_makes_no_sound(tg: Line) -> None:
    await tg.channel.send(CHAT, replace(QUESTION, quiet=True), None)
    assert tg.api.calls("sendMessage")[0].params["disable_notification"] is True


async def test_an_edit_changes_the_message_in_place(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    assert await tg.channel.send(CHAT, screen("Unde?", rows=buttons("Bălți")), sent) == sent
    assert [message.text for message in tg.api.chat(ANA).from_bot] == ["Unde?"]
    assert tg.api.chat(ANA).last.labels == ["Bălți"]


async def test_an_edit_that_changes_nothing_is_a_success(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    assert await tg.channel.send(CHAT, QUESTION, sent) == sent
    assert tg.api.calls("editMessageText")[0].code == 400


async def test_a_message_that_is_gone_is_sent_anew(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    await tg.client.call("deleteMessage", chat_id=CHAT, message_id=int(sent))
    again = await tg.channel.send(CHAT, QUESTION, sent)
    assert again != sent
    assert str(tg.api.chat(ANA).last.id) == again


async def test_the_home_screen_is_a_new_message_that_sets_the_fixed_keyboard(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    home = screen("Cu ce continuăm?", home=(("Raportează",), ("Situația", "Altele")))
    assert await tg.channel.send(CHAT, home, sent) != sent
    assert tg.api.chat(ANA).keyboard == [["Raportează"], ["Situația", "Altele"]]


async def test_a_home_message_cannot_be_edited_so_the_next_screen_is_new(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, screen("Meniu", home=(("A",),)), None)
    assert await tg.channel.send(CHAT, QUESTION, sent) != sent


async def test_a_home_screen_with_buttons_is_our_mistake(tg: Line) -> None:
    with pytest.raises(ValueError, match="both"):
        await tg.channel.send(CHAT, replace(QUESTION, home=(("A",),)), None)


async def test_an_answered_screen_collapses_to_a_line_without_buttons(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    for _ in range(2):
        await tg.channel.collapse(CHAT, sent, "Data: <14 oct.>")
    assert (tg.api.chat(ANA).last.text, tg.api.chat(ANA).last.buttons) == ("Data: <14 oct.>", [])


async def test_a_photo_with_buttons_collapses_in_its_caption(tg: Line, tmp_path: Path) -> None:
    sent = await tg.channel.send(CHAT, replace(QUESTION, media=(photo(tmp_path),)), None)
    await tg.channel.collapse(CHAT, sent, "Gata.")
    assert (tg.api.chat(ANA).last.caption, tg.api.chat(ANA).last.buttons) == ("Gata.", [])


async def test_collapsing_what_is_gone_says_so(tg: Line) -> None:
    with pytest.raises(SendError) as caught:
        await tg.channel.collapse(CHAT, "999999", "Data")
    assert caught.value.after == "gone"


async def test_a_photo_is_uploaded_with_its_words_and_buttons_in_one_message(
    tg: Line, tmp_path: Path
) -> None:
    await tg.channel.send(CHAT, replace(QUESTION, media=(photo(tmp_path),)), None)
    (shown,) = tg.api.chat(ANA).from_bot
    assert (shown.caption, shown.labels) == ("Pasul 1 din 7\nCând a avut loc?", ["Azi", "Ieri"])
    assert shown.media
    assert shown.media["kind"] == "photo"


async def test_a_photo_that_came_from_telegram_goes_back_by_its_id(tg: Line) -> None:
    tg.api.photo(ANA)
    received = tg.api.chat(ANA).messages[-1].media
    assert received
    ref = MediaRef("photo", "telegram", received["file_id"], path="/nowhere")
    await tg.channel.send(CHAT, screen("Fotografia", media=(ref,)), None)
    (call,) = tg.api.calls("sendPhoto")
    assert (call.params["photo"], call.files) == (received["file_id"], {})


async def test_a_document_keeps_its_romanian_name(tg: Line, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"%PDF-1.4")
    await tg.channel.send(
        CHAT, screen(media=(MediaRef("document", path=str(path), name="Raport Bălți.pdf"),)), None
    )
    shown = tg.api.chat(ANA).last.media
    assert shown
    assert shown["file_name"] == "Raport Bălți.pdf"


async def test_a_picture_without_words_is_said_in_words(tg: Line, tmp_path: Path) -> None:
    await tg.channel.send(CHAT, screen(media=(photo(tmp_path),), alts=("Grafic: 12 evenimente",)), None)
    assert tg.api.chat(ANA).last.caption == "Grafic: 12 evenimente"


async def test_several_photos_are_an_album_and_the_words_with_buttons_follow(
    tg: Line, tmp_path: Path
) -> None:
    media = tuple(photo(tmp_path, f"{number}.jpg") for number in range(3))
    sent = await tg.channel.send(CHAT, replace(QUESTION, media=media), None)
    shown = tg.api.chat(ANA).from_bot
    assert [bool(message.group) for message in shown] == [True, True, True, False]
    assert (str(shown[-1].id), shown[-1].labels) == (sent, ["Azi", "Ieri"])


async def test_a_caption_that_is_too_long_follows_its_photo(tg: Line, tmp_path: Path) -> None:
    await tg.channel.send(CHAT, screen("x" * 1025, media=(photo(tmp_path),), rows=buttons("Da")), None)
    first, second = tg.api.chat(ANA).from_bot
    assert (bool(first.media), first.caption, second.text, second.labels) == (True, "", "x" * 1025, ["Da"])


async def test_a_file_that_is_nowhere_is_refused_before_anything_is_sent(tg: Line) -> None:
    error = await failure(tg, screen("x", media=(MediaRef("document", path="/nowhere/a.pdf"),)))
    assert (error.after, error.code, tg.api.deliveries()) == ("refused", "file_missing", [])


async def test_a_long_text_comes_in_order_with_the_buttons_on_the_last_part(tg: Line) -> None:
    lines = [f"{number}. eveniment" for number in range(600)]
    sent = await tg.channel.send(CHAT, screen(*lines, rows=buttons("Da")), None)
    shown = tg.api.chat(ANA).from_bot
    assert "\n".join(message.text for message in shown).split("\n") == lines
    assert [message.labels for message in shown] == [[], [], ["Da"]]
    assert (str(shown[-1].id), tg.paused) == (sent, [1.05, 1.05])


async def test_a_pause_asked_for_between_parts_repeats_only_that_part(tg: Line) -> None:
    tg.api.fault("429", method="sendMessage", nth=2, retry_after=7)
    await tg.channel.send(CHAT, screen("a" * 4096, "b"), None)
    assert [message.text for message in tg.api.chat(ANA).from_bot] == ["a" * 4096, "b"]
    assert tg.paused == [1.05, 7]


async def test_parts_that_never_come_through_are_not_repeated_for_ever(tg: Line) -> None:
    tg.api.fault("429", method="sendMessage", nth=2, times=None)
    assert (await failure(tg, screen("a" * 4096, "b"))).after == "ambiguous"


@pytest.mark.parametrize(
    ("fault", "after", "code"),
    [
        ({"kind": "403"}, "blocked", "bot_blocked"),
        ({"kind": "400", "description": "chat not found"}, "blocked", "chat_not_found"),
        ({"kind": "400", "description": "BUTTON_DATA_INVALID"}, "refused", "BUTTON_DATA_INVALID"),
        ({"kind": "401"}, "token", "token"),
        ({"kind": "404"}, "token", "token"),
        ({"kind": "502"}, "ambiguous", "server_error"),
        ({"kind": "lost"}, "ambiguous", "connection_lost"),
    ],
)
async def test_a_failed_send_says_what_follows(
    tg: Line, fault: dict[str, str], after: str, code: str
) -> None:
    tg.api.fault(method="sendMessage", **fault)
    error = await failure(tg)
    assert (error.after, error.code) == (after, code)


async def test_flood_control_says_how_long_to_wait(tg: Line) -> None:
    tg.api.fault("429", method="sendMessage", retry_after=17)
    error = await failure(tg)
    assert (error.after, error.seconds) == ("wait", 17)


async def test_a_port_that_stays_closed_means_that_nothing_was_sent(tg: Line) -> None:
    await tg.api.stop_listening()
    assert [(await failure(tg)).after for _ in range(2)][-1] == "retry"


async def test_a_migrated_chat_is_named(tg: Line) -> None:
    tg.api.fault("migrate", method="sendMessage", to_chat=-1001)
    error = await failure(tg)
    assert (error.after, error.chat) == ("migrated", "-1001")


async def test_a_blocked_person_stays_blocked_for_edits(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    tg.api.block(ANA)
    assert (await failure(tg, screen("Unde?"), sent)).after == "blocked"


async def test_markup_that_is_refused_goes_out_as_plain_text(tg: Line) -> None:
    tg.api.fault("400", method="sendMessage", description="can't parse entities: Unclosed start tag")
    await tg.channel.send(CHAT, screen("a < b", head="Titlu"), None)
    assert tg.api.chat(ANA).last.text == "Titlu\na < b"


async def test_naughty_words_arrive_as_they_were(tg: Line) -> None:
    for words in NAUGHTY:
        await tg.channel.send(CHAT, screen("x", words, "x", head=words, rows=buttons(f"x{words}")), None)
    assert {call.code for call in tg.api.calls("sendMessage")} == {200}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=4), WORDS, WORDS)
async def test_no_words_are_ever_refused(lines: list[str], head: str, label: str) -> None:
    async with line() as tg:
        sent = await tg.channel.send(CHAT, screen(*lines, head=head, rows=buttons(f"x{label}")), None)
        await tg.channel.send(CHAT, screen(*lines, error=head), sent)
        assert {call.code for call in tg.api.calls() if call.method != "getMe"} == {200}


async def test_a_file_is_fetched_and_a_larger_one_refused(tg: Line) -> None:
    tg.api.document(ANA, data=b"%PDF-1.4 lista")
    received = tg.api.chat(ANA).messages[-1].media
    assert received
    assert await tg.channel.fetch(received["file_id"], 1000) == b"%PDF-1.4 lista"
    with pytest.raises(SendError) as caught:
        await tg.channel.fetch(received["file_id"], 10)
    assert (caught.value.after, caught.value.code) == ("refused", "file_too_big")


async def test_a_file_over_the_platforms_limit_is_refused(tg: Line) -> None:
    tg.api.document(ANA, size=25_000_000)
    received = tg.api.chat(ANA).messages[-1].media
    assert received
    with pytest.raises(SendError) as caught:
        await tg.channel.fetch(received["file_id"], 50_000_000)
    assert caught.value.code == "file_too_big"


async def test_a_tap_is_answered_once_and_a_late_answer_is_forgotten(tg: Line) -> None:
    sent = await tg.channel.send(CHAT, QUESTION, None)
    query = tg.api.tap(ANA, int(sent), "s1:0")
    await tg.channel.answer_query(query, "ș" * 300)
    await tg.channel.answer_query(query)
    assert [call.code for call in tg.api.calls("answerCallbackQuery")] == [200, 400]


async def test_each_chat_has_its_own_menu_in_no_language(tg: Line) -> None:
    await tg.channel.menu(CHAT, [("raport", "Raportați un eveniment")])
    (call,) = tg.api.calls("setMyCommands")
    assert call.params == {
        "commands": [{"command": "raport", "description": "Raportați un eveniment"}],
        "scope": {"type": "chat", "chat_id": ANA},
    }


async def test_waiting_is_shown_and_its_failure_hurts_nobody(tg: Line) -> None:
    await tg.channel.typing(CHAT)
    tg.api.block(ANA)
    await tg.channel.uploading(CHAT)
    assert [(call.params["action"], call.code) for call in tg.api.calls("sendChatAction")] == [
        ("typing", 200),
        ("upload_document", 403),
    ]


async def test_no_text_form_of_the_client_or_an_error_names_the_token(tg: Line) -> None:
    await tg.api.stop_listening()
    error = await failure(tg)
    cause = error.__cause__
    assert cause is not None
    for text in (repr(tg.client), str(tg.client), repr(error), repr(cause), repr(cause.__cause__)):
        assert tg.api.token.split(":")[1] not in text

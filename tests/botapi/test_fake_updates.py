"""Updates: offsets, conflicts, expiry, redelivery, webhooks, and the JSON of what people do."""

import asyncio
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.support.botapi import FakeBotApi


async def ids(bot: Bot, **arguments: Any) -> list[int]:
    return [update.update_id for update in await bot.get_updates(**arguments)]


async def test_updates_come_again_until_a_higher_offset_confirms_them(api: FakeBotApi, bot: Bot) -> None:
    for word in ("unu", "doi", "trei"):
        api.text(7, word)
    first = await ids(bot)

    assert first[0] > 1
    assert await ids(bot, limit=2) == first[:1]  # the same offset at once: one by one
    assert await ids(bot, offset=first[1], limit=1) == [first[1]]
    assert await ids(bot, offset=first[2] + 1) == []
    assert api.pending() == 0


async def test_a_negative_offset_keeps_the_last_and_a_far_one_is_ignored(api: FakeBotApi, bot: Bot) -> None:
    for word in ("unu", "doi", "trei"):
        api.text(7, word)
    kept = await ids(bot, offset=-2)

    assert api.pending() == 2
    assert await ids(bot, offset=kept[-1] + 1000) == kept


async def test_a_long_poll_ends_when_something_arrives(api: FakeBotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await api.until(lambda: api.log)
    api.text(7, "salut")

    assert [update.message.text for update in await poll] == ["salut"]


async def test_of_two_pollers_the_older_gets_the_conflict(api: FakeBotApi, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=5))
    await api.until(lambda: api.log)
    newer = asyncio.create_task(bot.get_updates(offset=1, timeout=5))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
    api.text(7, "salut")

    assert len(await newer) == 1


async def test_updates_older_than_a_day_are_gone(api: FakeBotApi, bot: Bot) -> None:
    api.set_time(1_800_000_000)
    api.text(7, "ieri")
    api.set_time(1_800_000_000 + 25 * 3600)
    api.text(7, "azi")

    assert [update.message.text for update in await bot.get_updates()] == ["azi"]


async def test_only_wanted_kinds_arrive_and_the_choice_is_remembered(api: FakeBotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message", "nonsense"])
    api.block(7)
    api.unblock(7)
    api.text(7, "x")

    assert [update.message.text for update in await bot.get_updates(offset=1)] == ["x"]


async def test_ids_may_restart_lower_after_a_quiet_week(api: FakeBotApi, bot: Bot) -> None:
    api.text(7, "x")
    (first,) = await ids(bot)
    await ids(bot, offset=first + 1)
    api.jump_update_id(500)
    api.text(7, "y")

    assert await ids(bot) == [500]


async def drained(api: FakeBotApi, bot: Bot) -> list[Update]:
    """Polls as a bot with the offset rules does, until nothing is left."""
    seen: list[Update] = []
    offset = None
    while api.queue.busy:
        batch = await bot.get_updates(offset=offset)
        seen += batch
        offset = batch[-1].update_id + 1 if batch else None
    return seen


async def test_redelivery_repeats_updates_and_keeps_first_deliveries_in_order(
    api: FakeBotApi, bot: Bot
) -> None:
    for person in (8, 9):
        api.user(person)
    api.redeliver((2, 5), seed=3)
    for number in range(10):
        for person in (7, 8, 9):
            api.text(person, str(number))
    seen = await drained(api, bot)
    firsts: dict[int, list[str]] = {7: [], 8: [], 9: []}
    for update in seen:
        words = firsts[update.effective_user.id]
        if update.message.text not in words:
            words.append(update.message.text)

    assert all(words == [str(number) for number in range(10)] for words in firsts.values())
    times = [sum(1 for u in seen if u.update_id == one) for one in {u.update_id for u in seen}]
    assert len(times) == 30
    assert min(times) >= 2
    assert max(times) <= 6  # a moved-back offset may add one


async def test_every_kind_of_content_is_read_by_the_real_client(api: FakeBotApi, bot: Bot) -> None:
    api.user(7, language_code="ru", username="ana")
    api.start(7, "invite_1")
    api.photo(7, "la parc", group="g1")
    api.document(7, "listă.xlsx", size=21 * 1024 * 1024)
    for action in (api.sticker, api.voice, api.contact, api.location):
        action(7)
    edited = api.text(7, "20 de oameni")
    api.edit_text(7, edited, "25 de oameni")
    updates = await bot.get_updates()
    start, photo, document = (update.message for update in updates[:3])

    assert (start.text, start.entities[0].length) == ("/start invite_1", 6)
    assert start.from_user.language_code == "ru"
    assert (photo.caption, photo.media_group_id, len(photo.photo)) == ("la parc", "g1", 3)
    assert updates[3].message.sticker.emoji == "👍"
    assert updates[4].message.voice.duration.seconds == 5
    assert updates[5].message.contact.user_id == 7
    assert updates[6].message.location.latitude == pytest.approx(47.7631)
    assert updates[-1].edited_message.text == "25 de oameni"
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(document.document.file_id)


async def test_a_tap_carries_the_message_as_it_is_and_a_deleted_one_is_inaccessible(
    api: FakeBotApi, bot: Bot
) -> None:
    markup = {"inline_keyboard": [[{"text": "Da", "callback_data": "k:0"}]]}
    sent = await bot._post("sendMessage", {"chat_id": 7, "text": "x", "reply_markup": markup})
    api.press(7, "Da")
    await bot.delete_message(7, sent["message_id"])
    api.tap(7, sent["message_id"], "k:0")
    here, gone = (update.callback_query for update in await bot.get_updates())

    assert (here.data, here.message.text, here.message.is_accessible) == ("k:0", "x", True)
    assert not gone.message.is_accessible
    assert here.chat_instance == gone.chat_instance


async def test_a_sent_file_can_be_downloaded_until_its_path_expires(api: FakeBotApi, bot: Bot) -> None:
    api.set_time(1_800_000_000)
    api.document(7, data=b"continut")
    (update,) = await bot.get_updates()
    file = await bot.get_file(update.message.document.file_id)

    assert bytes(await file.download_as_bytearray()) == b"continut"
    api.set_time(1_800_000_000 + 3601)
    with pytest.raises(Exception, match="Not Found"):
        await file.download_as_bytearray()


class Hook:
    """A bot's webhook that fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.seen: list[tuple[str, str | None]] = []

    async def handle(self, request: web.BaseRequest) -> web.Response:
        if self.failures:
            self.failures -= 1
            return web.Response(status=503)
        body = await request.json()
        self.seen.append((body["message"]["text"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        answer = {"method": "sendMessage", "chat_id": 7, "text": "din webhook"}
        return web.json_response(answer)


async def test_a_webhook_is_repeated_until_accepted_and_may_answer_with_a_call(
    api: FakeBotApi, bot: Bot
) -> None:
    hook = Hook(failures=2)
    api.webhook.retry_seconds = 0.01
    runner = web.ServerRunner(web.Server(hook.handle), shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/", secret_token="s3cret")
    api.text(7, "unu")
    api.text(7, "doi")
    await api.until(lambda: len(hook.seen) == 2 and api.pending() == 0)
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    await bot.delete_webhook()
    await runner.cleanup()

    assert hook.seen == [("unu", "s3cret"), ("doi", "s3cret")]
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert [call.text for call in api.deliveries(7)] == ["din webhook"] * 2

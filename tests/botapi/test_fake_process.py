"""The fake as a process of its own is driven by the same methods; faults hit the calls they name."""

import random

import pytest
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram_request import AiohttpRequest
from tests.support.botapi import Call, FakeBotApi, RemoteBotApi, busiest


async def test_a_fake_in_another_process_is_driven_and_read_alike() -> None:
    with RemoteBotApi.launch() as api:
        async with AiohttpRequest() as request:
            bot = Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request)
            api.user(7, language_code="ru")
            api.photo(7, "parc", data=b"\xff\xd8\xff tiny")
            (update,) = await bot.get_updates()
            markup = {"inline_keyboard": [[{"text": "Da", "callback_data": "k:0"}]]}
            await bot._post("sendMessage", {"chat_id": 7, "text": "Salut", "reply_markup": markup})
            answered = await api.reply_to(7)
            api.press(7, "Da")
            api.fault("403", method="sendMessage")
            with pytest.raises(TelegramError):
                await bot.send_message(7, "x")
            with pytest.raises(RuntimeError, match="the fake refused"):
                api.fault("nonsense")

        assert update.message.from_user.language_code == "ru"
        assert answered.buttons == [[("Da", "k:0")]]
        assert api.chat(7).last.data_of("Da") == "k:0"
        assert [call.code for call in api.calls("sendMessage")] == [200, 403]
        assert [call.text for call in api.deliveries(7)] == ["Salut"]
        assert api.pending() == 2


async def test_a_fault_hits_only_the_calls_it_names(api: FakeBotApi, bot: Bot) -> None:
    api.start(8)
    rule = api.fault("403", method="sendmessage", chat=8, nth=2, times=2)
    codes: list[str] = []
    for chat_id in (8, 7, 8, 8, 8):
        try:
            await bot.send_message(chat_id, "x")
            codes.append("sent")
        except TelegramError:
            codes.append("refused")

    assert codes == ["sent", "sent", "refused", "refused", "sent"]
    assert rule.hits == 2
    assert api.clear_faults() == [("403", 2)]


async def test_random_faults_hit_about_their_share_and_repeat_with_the_seed(
    api: FakeBotApi, bot: Bot
) -> None:
    async def run() -> list[str]:
        api.reset_log()
        api.random_faults(0.3, ["403", "429", "400"], seed=5)
        for _ in range(200):
            try:
                await bot.send_message(7, "x")
            except TelegramError:
                continue
        api.clear_faults()
        return [call.fault for call in api.calls()]

    first = await run()

    assert 40 <= sum(1 for fault in first if fault) <= 80
    assert {"403", "429", "400"} <= set(first)
    assert await run() == first


def test_the_busiest_window_is_found_wherever_it_lies() -> None:
    times = [0.0, 0.9, 1.1, 1.8, 1.95, 5.0]
    random.Random(1).shuffle(times)

    assert busiest([Call("sendMessage", {}, at) for at in times]) == 3

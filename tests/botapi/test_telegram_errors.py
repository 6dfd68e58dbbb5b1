"""What each failure means for a message, seen through real HTTP: every fault of the fake has its class."""

import asyncio
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.channels.telegram_errors import Failure, classify
from bot.channels.telegram_request import AiohttpRequest, Timeouts
from tests.support.botapi import FakeBotApi


async def failure_of(bot: Bot, method: str = "sendMessage", **values: Any) -> Failure:
    with pytest.raises(TelegramError) as caught:
        await bot._post(method, {"chat_id": 7, "text": "x"} | values)
    return classify(caught.value)


@pytest.mark.parametrize(
    ("fault", "failure", "copies"),
    [
        ("reset", Failure("ambiguous", "connection_lost"), 0),
        ("lost", Failure("ambiguous", "connection_lost"), 1),
        ("drop", Failure("ambiguous", "disconnected"), 1),
        ("hang", Failure("ambiguous", "read_timeout"), 0),
        ("hang_after", Failure("ambiguous", "read_timeout"), 1),
        ("cut", Failure("ambiguous", "cut_answer"), 1),
        ("broken", Failure("ambiguous", "broken_answer"), 1),
        ("500", Failure("ambiguous", "server_error", after=30.0), 0),
        ("500_after", Failure("ambiguous", "server_error", after=30.0), 1),
        ("502", Failure("ambiguous", "server_error", after=30.0), 0),
        ("502_after", Failure("ambiguous", "server_error", after=30.0), 1),
        ("401", Failure("token", "token"), 0),
        ("404", Failure("token", "token"), 0),
        ("403", Failure("blocked", "bot_blocked"), 0),
        ("400", Failure("refused", "bad_request"), 0),
        ("409", Failure("conflict", "conflict"), 0),
    ],
)
async def test_every_fault_has_its_class(
    api: FakeBotApi, bot: Bot, fault: str, failure: Failure, copies: int
) -> None:
    api.fault(fault, method="sendMessage", chat=7)

    assert await failure_of(bot) == failure
    assert len(api.deliveries(7)) == copies


async def test_a_slow_answer_within_the_limit_is_no_failure(api: FakeBotApi, bot: Bot) -> None:
    api.fault("slow", seconds=0.05)
    await bot.send_message(7, "x")

    assert len(api.deliveries(7)) == 1


async def test_flood_says_how_long_and_migration_says_where(api: FakeBotApi, bot: Bot) -> None:
    api.fault("429", retry_after=7)
    assert await failure_of(bot) == Failure("wait", "flood", after=7.0)
    api.group(-5)
    api.migrate(-5, -1005)
    assert await failure_of(bot, chat_id=-5) == Failure("migrated", "migrated", chat_id=-1005)
    assert await failure_of(bot, chat_id=99) == Failure("blocked", "chat_not_found")


async def test_flood_control_as_the_real_server_has_it(api: FakeBotApi, bot: Bot) -> None:
    api.flood(per_chat=1)
    await bot.send_message(7, "unu")

    assert (await failure_of(bot)).kind == "wait"
    assert len(api.deliveries(7)) == 1


async def test_a_refused_connection_never_reached_telegram(api: FakeBotApi, bot: Bot) -> None:
    await api.stop_listening()

    assert await failure_of(bot) == Failure("retry", "connect")


async def test_a_refusing_port_breaks_one_call_and_refuses_the_next_until_it_reopens(
    api: FakeBotApi, bot: Bot
) -> None:
    api.fault("refuse", seconds=60)
    first, second = await failure_of(bot), await failure_of(bot)
    await api.start_listening()
    await bot.send_message(7, "x")

    assert (first.kind, second.kind) == ("ambiguous", "retry")
    assert len(api.deliveries(7)) == 1


async def test_an_unknown_host_never_reached_telegram() -> None:
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post("http://no-such-host.invalid/bot1:a/x")

    assert classify(caught.value).kind == "retry"


async def test_a_busy_pool_never_reached_telegram(api: FakeBotApi) -> None:
    async with AiohttpRequest(1, timeouts=Timeouts(connect=0.05, pool=0.05, read=2)) as request:
        narrow = Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request)
        api.fault("slow", text="slow", seconds=0.3)
        first = asyncio.create_task(narrow.send_message(7, "slow"))
        await api.until(lambda: api.calls("sendMessage"))
        assert await failure_of(narrow) == Failure("retry", "connect_timeout")
        await first


async def test_markup_and_length_and_reply_target(api: FakeBotApi, bot: Bot) -> None:
    assert await failure_of(bot, text="<p>", parse_mode="HTML") == Failure("plain", "markup")
    assert await failure_of(bot, text="x" * 5000) == Failure("refused", "text_too_long")
    long_data = {"inline_keyboard": [[{"text": "A", "callback_data": "x" * 65}]]}
    assert await failure_of(bot, reply_markup=long_data) == Failure("refused", "BUTTON_DATA_INVALID")
    wrong_reply = {"message_id": 4}
    assert await failure_of(bot, reply_parameters=wrong_reply) == Failure("refused", "reply_target_not_found")


async def test_edits_that_change_nothing_or_find_nothing(api: FakeBotApi, bot: Bot) -> None:
    theirs = api.text(7, "salut")
    sent = await bot.send_message(7, "x")
    edit = "editMessageText"

    assert await failure_of(bot, edit, message_id=sent.message_id) == Failure("not_modified", "not_modified")
    assert await failure_of(bot, edit, message_id=theirs) == Failure("gone", "not_editable")
    assert await failure_of(bot, edit, message_id=1) == Failure("gone", "edit_not_found")
    assert await failure_of(bot, "deleteMessage", message_id=1) == Failure("gone", "delete_not_found")


async def test_a_late_answer_to_a_tap_has_a_code_of_its_own(api: FakeBotApi, bot: Bot) -> None:
    failure = await failure_of(bot, "answerCallbackQuery", callback_query_id="1")

    assert failure == Failure("refused", "query_too_old")


def caused(error: NetworkError, cause: BaseException) -> NetworkError:
    error.__cause__ = cause
    return error


def test_subclasses_are_told_apart_from_their_bases() -> None:
    key: Any = None
    refused = aiohttp.ClientConnectorError(key, ConnectionRefusedError())
    assert isinstance(refused, aiohttp.ClientOSError)

    assert classify(caused(NetworkError("x"), refused)).kind == "retry"
    assert classify(caused(NetworkError("x"), aiohttp.ClientOSError())).kind == "ambiguous"
    assert classify(caused(TimedOut(), aiohttp.ConnectionTimeoutError())).kind == "retry"
    assert classify(caused(TimedOut(), aiohttp.SocketTimeoutError())).kind == "ambiguous"
    assert classify(TimedOut()).kind == "ambiguous"


def test_what_nobody_foresaw_counts_as_perhaps_delivered() -> None:
    assert classify(asyncio.CancelledError()) == Failure("ambiguous", "unexpected_CancelledError")
    assert classify(KeyError("result")).kind == "ambiguous"


def test_a_code_never_repeats_what_the_server_quoted() -> None:
    quoted = BadRequest(
        "Bad Request: inline keyboard button URL 'http://ana.popa' is invalid: Wrong HTTP URL"
    )

    assert classify(quoted) == Failure("refused", "bad_request")

"""The transport over real HTTP: what it sends, how it fails, and that it never tells the token."""

import asyncio
import hashlib
import logging
import traceback

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.channels.telegram_request import AiohttpRequest, Timeouts
from tests.support.botapi import FakeBotApi, sample_jpeg


async def test_files_arrive_whole_with_romanian_names_and_captions(api: FakeBotApi, bot: Bot) -> None:
    content = bytes(range(256)) * 4000
    sent = await bot.send_document(
        7, content, filename='Raport "Bălți" ș.pdf', caption="<b>Gata</b>", parse_mode="HTML"
    )
    facts = api.file_facts(sent.document.file_id)

    assert facts["sha256"] == hashlib.sha256(content).hexdigest()
    assert facts["name"].replace("%22", '"').replace('\\"', '"') == 'Raport "Bălți" ș.pdf'
    assert facts["mime"] == "application/pdf"
    assert api.chat(7).last.caption == "Gata"


async def test_half_a_character_does_not_hold_a_message_back(api: FakeBotApi, bot: Bot) -> None:
    await bot.send_message(7, "unu \ud83d doi")
    await bot.send_document(7, b"%PDF", caption="trei \ud83d")

    assert [shown.words for shown in api.chat(7).from_bot] == ["unu ? doi", "trei ?"]


async def test_an_album_is_several_messages_of_one_group(api: FakeBotApi, bot: Bot) -> None:
    photos = [InputMediaPhoto(sample_jpeg(64, 48), caption="unu"), InputMediaPhoto(sample_jpeg(48, 64))]
    sent = await bot.send_media_group(7, photos)

    assert len({message.media_group_id for message in sent}) == 1
    assert [shown.caption for shown in api.chat(7).from_bot] == ["unu", ""]
    assert len(api.deliveries(7)) == 1


async def test_a_file_id_is_sent_again_without_upload(api: FakeBotApi, bot: Bot) -> None:
    first = await bot.send_photo(7, sample_jpeg(64, 48))
    await bot.send_photo(7, first.photo[-1].file_id)

    assert [bool(call.files) for call in api.calls("sendPhoto")] == [True, False]
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(7, b"not an image")


async def test_the_librarys_own_transport_is_understood_too(api: FakeBotApi) -> None:
    async with HTTPXRequest() as request:
        other = Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request)
        await other.send_message(7, "<i>form</i>", parse_mode="HTML")
        await other.send_document(7, b"%PDF", filename="ș.pdf")

    assert [shown.words or shown.media["file_name"] for shown in api.chat(7).from_bot] == ["form", "ș.pdf"]


async def test_a_download_that_says_it_is_over_the_limit_is_refused(api: FakeBotApi) -> None:
    api.document(7, data=b"x" * 200_000, size=10)
    async with AiohttpRequest(download_limit=100_000) as request:
        small = Bot(api.token, api.base_url, api.base_file_url, request=request, get_updates_request=request)
        (update,) = await small.get_updates()
        file = await small.get_file(update.message.document.file_id)
        with pytest.raises(BadRequest, match="File is too big"):
            await file.download_as_bytearray()


async def test_a_download_of_unknown_length_stops_at_the_limit() -> None:
    written = 0

    async def endless(request: web.BaseRequest) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        await response.prepare(request)
        while written < 50_000_000:
            await response.write(bytes(50_000))
            written += 50_000
        return response

    runner = web.ServerRunner(web.Server(endless), shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with AiohttpRequest(download_limit=100_000) as request:
        with pytest.raises(BadRequest, match="File is too big"):
            await request.retrieve(f"http://127.0.0.1:{runner.addresses[0][1]}/file")
    await runner.cleanup()

    assert written < 20_000_000  # what the sockets' buffers took, not the whole


@pytest.mark.parametrize(
    ("fault", "raised", "cause"),
    [
        ("reset", NetworkError, aiohttp.ClientOSError),
        ("lost", NetworkError, aiohttp.ClientOSError),
        ("drop", NetworkError, aiohttp.ServerDisconnectedError),
        ("hang", TimedOut, aiohttp.SocketTimeoutError),
        ("hang_after", TimedOut, aiohttp.SocketTimeoutError),
        ("cut", NetworkError, aiohttp.ClientPayloadError),
        ("502", NetworkError, TelegramError),
        ("500", NetworkError, None),
        ("broken", TelegramError, None),
    ],
)
async def test_faults_are_raised_as_the_library_expects_with_their_cause(
    api: FakeBotApi, bot: Bot, fault: str, raised: type[TelegramError], cause: type[BaseException] | None
) -> None:
    api.fault(fault, method="sendMessage")
    with pytest.raises(raised) as caught:
        await bot.send_message(7, "x")

    assert type(caught.value) is raised
    assert caught.value.__cause__ is None if cause is None else isinstance(caught.value.__cause__, cause)


async def test_a_closed_port_is_a_connector_error(api: FakeBotApi, bot: Bot) -> None:
    await api.stop_listening()
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(7, "x")
    await api.start_listening()
    await bot.send_message(7, "y")

    assert isinstance(caught.value.__cause__, aiohttp.ClientConnectorError)
    assert [call.text for call in api.deliveries(7)] == ["y"]


async def test_waiting_for_a_busy_pool_ends_as_not_sent(api: FakeBotApi) -> None:
    async with AiohttpRequest(1, timeouts=Timeouts(connect=0.05, pool=0.05, read=2)) as request:
        narrow = Bot(api.token, base_url=api.base_url, request=request, get_updates_request=request)
        api.fault("slow", text="slow", seconds=0.5)
        first = asyncio.create_task(narrow.send_message(7, "slow"))
        await api.until(lambda: api.calls("sendMessage"))
        with pytest.raises(TimedOut) as caught:
            await narrow.send_message(7, "second")
        await first

    assert isinstance(caught.value.__cause__, aiohttp.ConnectionTimeoutError)
    assert [call.text for call in api.deliveries(7)] == ["slow"]


async def test_a_closed_transport_refuses_and_can_be_opened_again(api: FakeBotApi, bot: Bot) -> None:
    await bot.request.shutdown()
    await bot.request.shutdown()
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(7, "x")
    await bot.request.initialize()
    await bot.send_message(7, "y")

    assert isinstance(caught.value.__cause__, ConnectionRefusedError)


FAULTS = ["reset", "lost", "drop", "hang", "cut", "500", "502", "broken", "429", "403", "400", "401", "409"]


async def test_no_failure_tells_the_token_in_text_traceback_or_log(
    api: FakeBotApi, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = api.token.partition(":")[2]
    told: list[str] = []
    for kind in FAULTS:
        api.fault(kind, method="sendMessage")
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(7, "x")
        told.append("".join(traceback.format_exception(caught.value)) + repr(caught.value.__context__))
    api.fault("hang", method="getMe")
    async with AiohttpRequest(1, timeouts=Timeouts(connect=0.01, pool=0.01, read=0.2)) as request:
        busy = asyncio.create_task(request.post(f"{api.base_url}{api.token}/getMe"))
        await api.until(lambda: api.calls("getMe"))
        told.append(await told_by(request, f"{api.base_url}{api.token}/getMe"))
        told.append(await told_by(request, f"nonsense://[{api.token}"))
        told.append(await told_by(request, f"http://no-such-host.invalid/bot{api.token}/getMe"))
        await asyncio.wait({busy})
        told.append("".join(traceback.format_exception(busy.exception())))

    assert len(told) == len(FAULTS) + 4
    assert not [text for text in told if secret in text]
    assert secret not in caplog.text


async def told_by(request: AiohttpRequest, url: str) -> str:
    """All that a failing request tells."""
    with pytest.raises(TelegramError) as caught:
        await request.post(url)
    return "".join(traceback.format_exception(caught.value)) + repr(caught.value.__context__)

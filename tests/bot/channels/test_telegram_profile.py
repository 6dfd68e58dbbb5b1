"""The bot's introduction on Telegram."""

from bot.channels.telegram_profile import Introduction, introduce
from tests.bot.channels.telegram_line import Line

TEXTS = [
    Introduction(code, "Rețea", f"Pe scurt {code}", f"Despre {code}", (("raport", f"Raport {code}"),))
    for code in ("ro", "ru", "")
]


async def test_each_language_gets_its_name_descriptions_and_menu(tg: Line) -> None:
    assert await introduce(tg.client, TEXTS) == 0
    assert tg.api.commands("default", "ru") == [{"command": "raport", "description": "Raport ru"}]
    assert tg.api.commands("default", "") == [{"command": "raport", "description": "Raport "}]
    assert tg.api.world.profile[("description", "ro")] == "Despre ro"
    assert tg.api.world.profile[("short_description", "")] == "Pe scurt "
    assert tg.api.world.profile[("name", "ru")] == "Rețea"


async def test_what_is_already_so_is_not_written_again(tg: Line) -> None:
    await introduce(tg.client, TEXTS)
    await introduce(tg.client, TEXTS)
    assert len(tg.api.calls("setMyCommands")) == len(TEXTS)


async def test_a_refused_text_does_not_stop_the_others(tg: Line) -> None:
    tg.api.fault("429", method="setMyName", times=None, retry_after=3000)
    assert await introduce(tg.client, TEXTS) == len(TEXTS)
    assert len(tg.api.calls("setMyDescription")) == len(TEXTS)

"""The ordinary event with a photo over real HTTP: how many taps and messages it takes on a phone."""

from tests.support.botapi import Shown
from tests.telegram.conftest import ANA, MARIA, Line

HOME = "Raportează un eveniment"


class Hand:
    """Ana's hand: every act is counted, and answered before the next."""

    def __init__(self, line: Line) -> None:
        self.line, self.acts = line, 0
        self._before = len(line.api.chat(ANA).from_bot)

    async def writes(self, words: str) -> int:
        self.acts += 1
        message = self.line.api.text(ANA, words)
        await self.line.api.reply_to(ANA)
        await self.line.quiet()
        return message

    async def taps(self, label: str) -> Shown:
        self.acts += 1
        self.line.api.press(ANA, label)
        shown = await self.line.api.reply_to(ANA)
        await self.line.quiet()
        return shown

    async def sends_album(self, photos: int, caption: str) -> None:
        self.acts += 1
        for number in range(photos):
            self.line.api.photo(ANA, caption if number == 0 else None, group="album" if photos > 1 else None)
        await self.line.asked(ANA, "Pasul 7 din 7")
        await self.line.quiet()

    @property
    def messages(self) -> int:
        """New messages of the bot since the start; edits are none."""
        return len(self.line.api.chat(ANA).from_bot) - self._before


TRAINING = ("1 Capacitatea membrilor", "1.1")
"""The taps to the activity for somebody who has reported nothing yet."""


async def begun(line: Line, *labels: str) -> Hand:
    """Somebody new has joined and tapped these labels of a report."""
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    hand = Hand(line)
    await hand.writes(HOME)
    for label in labels:
        await hand.taps(label)
    return hand


async def report(line: Line, activity: tuple[str, ...], day: str = "Azi") -> Hand:
    """A report with photos; ``day`` is the beginning of a button: the same day again would be a twin."""
    hand = Hand(line)
    await hand.writes(HOME)
    for label in activity:
        await hand.taps(label)
    await hand.taps(day)
    await hand.taps("Online")
    await hand.writes("25")
    await hand.writes("15 10 3")
    await hand.sends_album(3, "Am citit împreună cu bunicii.")
    await hand.taps("Da, salvează")
    await line.asked(ANA, "Am salvat")
    return hand


async def test_a_first_report_takes_at_most_twelve_interactions_and_a_repeated_one_nine(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    first = await report(line, TRAINING)
    again = await report(line, TRAINING[1:], "du,")
    assert first.acts <= 12
    assert again.acts <= 9
    assert again.messages <= 4


async def test_an_activity_behind_an_objective_stays_within_twelve(line: Line) -> None:
    hand = await begun(line, "9.1", "Târg", "Azi", "Online")
    await hand.writes("600")
    await hand.taps("Sari peste")
    hand.line.api.photo(ANA, "Meșterii au lucrat în fața vizitatorilor.")
    hand.acts += 1
    await line.asked(ANA, "Cu cine")
    await hand.taps("Fără parteneri")
    await hand.taps("Da, salvează")
    await line.asked(ANA, "Am salvat")
    assert hand.acts <= 12


async def test_taps_edit_the_screen_and_words_bring_one_new_message(line: Line) -> None:
    hand = await begun(line)
    screen = line.api.chat(ANA).from_bot[-1]
    await hand.taps(TRAINING[0])
    await hand.taps(TRAINING[1])
    await hand.taps("Azi")
    assert line.api.chat(ANA).from_bot[-1].id == screen.id
    assert hand.messages == 1
    await hand.writes("Biblioteca")
    assert hand.messages == 2


async def test_an_album_is_one_answer_with_one_message(line: Line) -> None:
    hand = await begun(line, *TRAINING, "Azi", "Online")
    await hand.writes("25")
    await hand.taps("Sari peste")
    before = hand.messages
    await hand.sends_album(5, "Am citit împreună cu bunicii.")
    assert hand.messages == before + 1
    assert "5" in line.api.chat(ANA).from_bot[-1].words


async def test_every_tap_is_acknowledged(line: Line) -> None:
    hand = await begun(line, *TRAINING)
    taps = len(line.api.calls("answerCallbackQuery"))
    await hand.taps("Azi")
    await line.api.until(lambda: len(line.api.calls("answerCallbackQuery")) == taps + 1)
    assert all(call.code == 200 for call in line.api.calls("answerCallbackQuery"))


async def test_editing_a_message_changes_the_answer_it_gave(line: Line) -> None:
    hand = await begun(line, *TRAINING, "Azi", "Online")
    number = await hand.writes("25")
    line.api.edit_text(ANA, number, "26")
    await line.asked(ANA, "Dintre cei 26")


async def test_another_language_in_mid_report_keeps_the_draft(line: Line) -> None:
    hand = await begun(line, *TRAINING, "Azi")
    await hand.writes("/limba")
    await hand.taps("Русский")
    await line.api.until(
        lambda: any("Шаг 3 из 7" in (one.words or "") for one in line.api.chat(ANA).from_bot)
    )


async def test_the_menu_follows_the_role_and_the_language(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    await line.joined(MARIA, "secretariat", language="Русский")
    ana, maria = await menu(line, ANA), await menu(line, MARIA)
    assert "situatia" in ana
    assert "verificare" not in ana
    assert maria["verificare"] == "Отчёты на проверку"


async def menu(line: Line, user: int) -> dict[str, str]:
    def set_for_chat() -> dict[str, str]:
        calls = [
            call for call in line.api.calls("setMyCommands") if str(user) in str(call.params.get("scope"))
        ]
        if not calls:
            return {}
        return {one["command"]: one["description"] for one in calls[-1].params["commands"]}

    return await line.api.until(set_for_chat)


async def test_the_secretary_accepts_what_the_coordinator_sent(line: Line) -> None:
    await line.joined(MARIA, "secretariat")
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    await report(line, TRAINING)
    await line.asked(MARIA, "Exemplu Punte")
    line.api.press(MARIA, "Deschide raportul")
    await line.api.until(lambda: any("Acceptă" in one.labels for one in line.api.chat(MARIA).from_bot))
    line.api.press(MARIA, "Acceptă")
    await line.asked(ANA, "a acceptat raportul")

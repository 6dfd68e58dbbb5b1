"""How many taps and messages everyday tasks take on a phone, over real HTTP: the numbers we promise."""

from tests.telegram.conftest import ANA, MARIA, Line
from tests.telegram.test_interactions import HOME, TRAINING, Hand, begun, report


async def test_the_own_standing_is_one_tap_and_one_message(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    hand = Hand(line)
    await hand.writes("Situația noastră")
    await line.asked(ANA, "Exemplu Punte")
    assert (hand.acts, hand.messages) == (1, 1)


async def test_another_language_is_two_interactions(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    hand = Hand(line)
    await hand.writes("/limba")
    await hand.taps("Русский")
    await line.asked(ANA, "русск")
    assert hand.acts == 2


async def test_a_draft_left_yesterday_goes_on_in_two_interactions(line: Line) -> None:
    hand = await begun(line, *TRAINING, "Azi")
    await hand.taps("Salvează și ieși")
    again = Hand(line)
    await again.writes(HOME)
    await again.taps("Continuă")
    await line.asked(ANA, "Pasul 3 din 7")
    assert again.acts == 2
    assert again.messages == 1


async def test_a_returned_field_is_answered_with_one_message_and_goes_back_by_itself(line: Line) -> None:
    await line.joined(MARIA, "secretariat")
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    await report(line, TRAINING)
    for label in ("Deschide raportul", "Cere completare", "☐ Locul", "Gata (1)", None, "Trimite"):
        screen = line.api.chat(MARIA).from_bot[-1]
        line.api.press(MARIA, label or screen.labels[0])
        await line.api.reply_to(MARIA)
        await line.quiet()
    hand = Hand(line)
    await hand.writes("Casa de cultură")
    await line.asked(ANA, "Casa de cultură")
    assert hand.acts <= 2
    assert hand.messages <= 2


async def test_a_report_on_the_card_is_accepted_with_one_tap_and_no_new_message(line: Line) -> None:
    await line.joined(MARIA, "secretariat")
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    await report(line, TRAINING)
    await line.asked(MARIA, "Exemplu Punte")
    line.api.press(MARIA, "Deschide raportul")
    await line.api.until(lambda: any("Acceptă" in one.labels for one in line.api.chat(MARIA).from_bot))
    await line.quiet()
    before = len(line.api.chat(MARIA).from_bot)
    line.api.press(MARIA, "Acceptă")
    await line.asked(ANA, "a acceptat raportul")
    await line.quiet()
    assert len(line.api.chat(MARIA).from_bot) == before

"""What is looked for, repeated, added to or told to be nothing: how many taps each takes over real HTTP."""

from tests.telegram.conftest import ANA, Line
from tests.telegram.test_interactions import HOME, TRAINING, Hand


async def reported(line: Line) -> Hand:
    """Ana's organisation reported a training of yesterday; a hand that counts from here on."""
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    hand = Hand(line)
    await hand.writes(HOME)
    for label in (*TRAINING, "Ieri", "Online"):
        await hand.taps(label)
    await hand.writes("25")
    for label in ("Sari peste", "Fără poze", "Salvează"):
        await hand.taps(label)
    await line.asked(ANA, "Am salvat")
    return Hand(line)


async def test_an_event_held_again_is_four_interactions(line: Line) -> None:
    hand = await reported(line)
    await hand.writes(HOME)
    for label in ("La fel", "Azi", "Tot 25"):
        await hand.taps(label)
    await line.asked(ANA, "Am salvat")
    assert hand.acts == 4
    assert hand.messages <= 2


async def test_nothing_to_report_is_two_interactions_from_home(line: Line) -> None:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    hand = Hand(line)
    await hand.writes("Altele")
    await hand.taps("Nu am avut evenimente")
    await line.asked(ANA, "nu a avut evenimente")
    assert (hand.acts, hand.messages) == (2, 1)


async def test_an_old_event_is_found_in_two_interactions(line: Line) -> None:
    hand = await reported(line)
    await hand.writes("/evenimente")
    await hand.writes("online")
    await line.asked(ANA, "Participanți: 25")
    assert hand.acts == 2


async def test_people_are_added_from_the_card_in_three_interactions(line: Line) -> None:
    hand = await reported(line)
    await hand.taps("Deschide raportul")
    await hand.taps("Adaugă participanți")
    await hand.writes("+7")
    await line.asked(ANA, "25 → 32")
    assert hand.acts == 3
    assert hand.messages <= 2

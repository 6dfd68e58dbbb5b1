"""The quick report and photos from Home over real HTTP: taps and messages, counted on a phone."""

from tests.telegram.conftest import ANA, Line
from tests.telegram.test_interactions import Hand

WHOLE = "Ieri instruire pentru ONG-uri la Casa de cultură, 18 pers, 12 femei, 10 tineri"


async def joined(line: Line) -> Hand:
    await line.joined(ANA, "coordinator", "Exemplu Punte")
    return Hand(line)


async def test_a_whole_report_in_a_message_takes_two_interactions_and_one_message(line: Line) -> None:
    hand = await joined(line)
    await hand.writes(WHOLE)
    await hand.taps("Corect, salvează")
    await line.asked(ANA, "Am salvat")
    assert hand.acts == 2
    assert hand.messages == 1


async def test_two_bare_numbers_and_an_open_activity_take_four(line: Line) -> None:
    hand = await joined(line)
    await hand.writes("ieri seminar la Casa de cultură 25 15")
    for label in ("1.1 Instruiri pentru ONG-uri", "25", "Corect, salvează"):
        await hand.taps(label)
    await line.asked(ANA, "Am salvat")
    assert hand.acts == 4


async def test_an_album_of_a_usual_event_takes_four_interactions(line: Line) -> None:
    hand = await joined(line)
    await hand.writes(WHOLE)
    await hand.taps("Corect, salvează")
    await line.asked(ANA, "Am salvat")
    hand = Hand(line)
    for _ in range(3):
        line.api.photo(ANA, None, group="album")
    hand.acts += 1
    await line.asked(ANA, "Este un eveniment nou?")
    await line.quiet()
    for label in ("Da", "18", "Nu, doar uz intern"):
        await hand.taps(label)
    await line.asked(ANA, "Am salvat")
    assert hand.acts == 4
    assert hand.messages == 1


async def test_an_album_with_the_whole_report_as_its_caption_takes_three(line: Line) -> None:
    hand = await joined(line)
    line.api.photo(ANA, WHOLE, group="album")
    line.api.photo(ANA, None, group="album")
    hand.acts += 1
    await line.asked(ANA, "Este un eveniment nou?")
    await line.quiet()
    await hand.taps("Da")
    await hand.taps("Da, salvează")
    await line.asked(ANA, "Am salvat")
    assert hand.acts == 3

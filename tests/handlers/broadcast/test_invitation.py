"""An invitation from its title to the board of answers."""

from handlers.rsvp.card import KEY
from tests.handlers.broadcast.network import RO, RU, goes, network, sends
from tests.support.chat import Chat, Town


def test_an_invitation_takes_nine_interactions(town: Town, maria: Chat) -> None:
    people = network(town, 3, russian=1)
    maria.acts = 0
    sends(maria, f"{RO}\n\n{RU}")
    assert maria.acts == 9
    town.later(minutes=2)
    assert goes(town) == 3
    people[0].is_asked(KEY).sees("Reuniunea Rețelei", "miercuri, 21 octombrie", "ora 15:00", "sala 210", RO)
    people[2].is_asked(KEY).sees("Встреча Сети", RU)

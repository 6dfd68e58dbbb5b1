"""A Bot API fake over real HTTP: the server, the people who write to it, faults, and the true log.

::

    async with FakeBotApi() as api:
        bot = Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
        ...                                   # the bot under test runs against it
        api.start(7, "invitation-token")      # person 7 presses Start
        screen = await api.reply_to(7)        # what the bot wrote or edited since then
        api.press(7, "Eveniment")             # the newest button with this label
        api.fault("lost", method="sendMessage", chat=7)
        assert len(api.deliveries(7)) == 2    # what truly arrived, whatever the bot was told
"""

from .faults import Fault
from .people import sample_jpeg
from .remote import RemoteBotApi
from .server import TOKEN, FakeBotApi
from .views import Call, ChatView, Shown, busiest

__all__ = [
    "TOKEN",
    "Call",
    "ChatView",
    "FakeBotApi",
    "Fault",
    "RemoteBotApi",
    "Shown",
    "busiest",
    "sample_jpeg",
]

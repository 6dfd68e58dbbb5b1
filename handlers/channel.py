"""What a channel must be able to do. Its capabilities and what it is given to show stand in ``messages``.

Nothing here knows a platform; how to add one is told in docs/adding-a-channel.md.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from handlers.messages import Capabilities, Inbound, Rendered


class Channel(Protocol):
    """A way to people. ``send`` returns the channel's message id or raises ``handlers.errors.SendError``."""

    name: str
    capabilities: Capabilities

    async def send(self, chat: str, message: Rendered, edits: str | None) -> str:
        """Send, or edit the message ``edits`` in place; when it is gone, send anew."""

    async def collapse(self, chat: str, message: str, line: str) -> None:
        """Shorten an answered screen to one line without buttons; best effort, raises ``SendError``."""

    async def menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """Show these commands (name, description) in the chat's menu; nothing where there is none."""

    async def answer_query(self, query_id: str, toast: str | None = None, *, alert: bool = False) -> None:
        """Answer a tap with a word that only who tapped sees; best effort, raises nothing."""

    async def fetch(self, file: str, limit: int) -> bytes:
        """The bytes of a file that a person sent; raises ``SendError`` (refused when over ``limit``)."""

    def is_group(self, chat: str) -> bool:
        """Whether several people read this chat."""

    def inbound(self, payload: Mapping[str, Any], at: datetime) -> Inbound:
        """Read a stored update; anything unknown becomes ``In.UNSUPPORTED`` or ``In.NOTHING``."""

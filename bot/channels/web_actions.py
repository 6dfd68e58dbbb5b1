"""What a person did on the web page, as JSON: read strictly, both from the page and from the inbox.

A shape that does not fit is not repaired; from the page it is refused, from the inbox it is nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.channels.web_files import MIME, MOST_AT_ONCE, OUR_NAME, is_picture
from handlers.messages import In, Inbound, Incoming

Number = Annotated[str, Field(pattern=r"^[0-9]{1,19}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class SentFile(_Strict):
    """A file that is already in the upload folder: our name, the person's name for it, bytes."""

    file: str = Field(pattern=f"^{OUR_NAME.pattern}$")
    name: str = Field(default="", max_length=255)
    size: int | None = Field(default=None, ge=0)


class Action(_Strict):
    """One thing a person did. ``message`` is our message of a tap, the person's message of an edit.

    ``handle`` and ``index`` say which button was tapped; ``media`` are the files chosen at once.
    """

    kind: Literal["text", "tap", "media", "place", "edit"]
    text: str = Field(default="", max_length=10_000)
    handle: str | None = Field(default=None, min_length=1, max_length=64)
    index: int = Field(default=-1, ge=-1, le=999)
    message: Number | None = None
    media: list[SentFile] = Field(default_factory=list, max_length=MOST_AT_ONCE)

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Each kind has what it needs."""
        spoken = bool(self.text.strip())
        enough = {
            "text": spoken,
            "place": spoken,
            "edit": spoken and self.message is not None,
            "tap": self.handle is not None and self.index >= 0,
            "media": bool(self.media),
        }
        if not enough[self.kind] or (self.media and self.kind != "media"):
            raise ValueError("incomplete")
        return self


class PageAction(Action):
    """An action with the random id that the page gave it; the same id again is the same action."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")


class StoredAction(Action):
    """An action as the inbox keeps it: with the chat, the person's name and the page's language."""

    chat: str = Field(min_length=1, max_length=64)
    name: str = ""
    hint: str = ""


def page_action(raw: str) -> PageAction:
    """Read what the page sent; raises ``ValueError`` for anything else than an action."""
    return PageAction.model_validate_json(raw)


def stored_action(payload: Mapping[str, Any], at: datetime) -> Inbound:
    """A stored action in the words of all channels; ``In.NOTHING`` when the shape is unknown."""
    try:
        action = StoredAction.model_validate(dict(payload))
    except ValidationError:
        return Inbound("web", str(payload.get("chat", "")), In.NOTHING, at)
    return Inbound(
        channel="web",
        chat=action.chat,
        kind=In(action.kind),
        at=at,
        text=action.text,
        message=action.message,
        handle=action.handle,
        index=action.index,
        media=tuple(_incoming(sent) for sent in action.media),
        name=action.name,
        hint=action.hint,
    )


def _incoming(sent: SentFile) -> Incoming:
    digest, _, ending = sent.file.partition(".")
    return Incoming(
        kind="photo" if is_picture(sent.file) else "document",
        file=sent.file,
        unique_file=digest,
        mime=MIME[ending],
        size=sent.size,
        name=sent.name or None,
    )

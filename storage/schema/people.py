"""Tables of people, their addresses, organisations, memberships and invitations to join."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.base import Base


class Person(Base):
    """Somebody who talks to the bot; before consent only the id and the time are kept.

    ``privacy_declined`` is the version of the notice that they said no to. ``erase_at`` is set from the
    request to be forgotten until it is taken back; ``erased_at`` when nothing of theirs is left in the
    tables; ``traces_gone_at`` when nothing is left in the file either. ``notices`` is what they are written
    to about unasked: all, important or digest; nothing of it until ``paused_until``.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str | None]
    privacy_version: Mapped[str | None]
    privacy_at: Mapped[datetime | None]
    privacy_declined: Mapped[str | None]
    erase_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    traces_gone_at: Mapped[datetime | None]
    acting_as: Mapped[int | None] = mapped_column(ForeignKey("membership.id", use_alter=True))
    plain: Mapped[bool] = mapped_column(server_default="0")
    notices: Mapped[str] = mapped_column(server_default="all")
    paused_until: Mapped[date | None]
    created_at: Mapped[datetime]


class Address(Base):
    """A person on one channel: where to send, and which message there is the live screen."""

    __tablename__ = "address"
    __table_args__ = (Index("uq_address_chat", "channel", "chat", unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str]
    chat: Mapped[str]
    live_screen: Mapped[str | None]
    live_message: Mapped[str | None]
    last_message: Mapped[str | None]
    menu: Mapped[str | None]
    unreachable_at: Mapped[datetime | None]
    used_at: Mapped[datetime]


class Organisation(Base):
    """A member of the Network; ``joined_on``/``left_on`` bound the years it is expected to report.

    ``phone`` and ``email`` are the organisation's own; ``language`` is that of its letters on paper.
    ``archived_at`` is when it was taken out of the register: its people lost their roles at that moment.
    """

    __tablename__ = "organisation"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_ru: Mapped[str | None]
    idno: Mapped[str | None] = mapped_column(unique=True)
    folded: Mapped[str] = mapped_column(unique=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    language: Mapped[str | None]
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Membership(Base):
    """A role of a person: in an organisation (coordinator, head) or for the Network (no organisation)."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_open",
            "person_id",
            text("coalesce(organisation_id, 0)"),
            "role",
            unique=True,
            sqlite_where=text("until IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Invitation(Base):
    """A single-use invitation to join; only hashes of its link token and of its typed code are kept.

    With ``draft_id`` it also hands a half-written report over to whoever opens it.
    """

    __tablename__ = "invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    draft_id: Mapped[int | None]


class CodeTry(Base):
    """One wrong invitation code: ten an hour per account, a hundred overall."""

    __tablename__ = "code_try"
    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    at: Mapped[datetime] = mapped_column(index=True)


class AccessRequest(Base):
    """Somebody without an invitation who says which organisation they are from; waits, granted, refused."""

    __tablename__ = "access_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    said: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]

"""What people do on Telegram, as inbounds; and that no update, however broken, raises."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import telegram_inbound
from handlers.messages import In, Inbound, Incoming

AT = datetime(2026, 10, 15, 9, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 10, 15, 8, 0, tzinfo=UTC)
PERSON = {"id": 77, "is_bot": False, "first_name": "Ana", "language_code": "ru"}
CHAT = {"id": 77, "type": "private", "first_name": "Ana"}
BASE: dict[str, Any] = {"message_id": 5, "from": PERSON, "chat": CHAT, "date": int(WRITTEN.timestamp())}
FILE = {"file_id": "F1", "file_unique_id": "U1", "file_size": 1234}


def message(**content: Any) -> Inbound:
    return telegram_inbound.read({"update_id": 1, "message": BASE | content}, AT)


def tap(data: object = "k3Jx_-9:12", **fields: Any) -> Inbound:
    query = {"id": "900", "from": PERSON, "message": BASE | {"text": "?"}, "chat_instance": "1", "data": data}
    return telegram_inbound.read({"update_id": 1, "callback_query": query | fields}, AT)


def member(status: str, chat: dict[str, Any] = CHAT) -> Inbound:
    change = {"chat": chat, "from": PERSON, "date": 1, "new_chat_member": {"status": status}}
    return telegram_inbound.read({"update_id": 1, "my_chat_member": change}, AT)


def test_a_typed_message() -> None:
    assert message(text="Seminar") == Inbound(
        "telegram", "77", In.TEXT, WRITTEN, text="Seminar", message="5", name="Ana", hint="ru"
    )


def test_a_message_dated_in_the_future_happened_when_it_was_received() -> None:
    assert message(text="x", date=int(AT.timestamp()) + 999).at == AT


def test_the_largest_size_of_a_photo_with_its_caption_and_album() -> None:
    sizes = [FILE | {"file_id": f"F{n}", "width": w, "height": w} for n, w in ((1, 90), (2, 1280), (3, 320))]
    got = message(photo=sizes, caption="La seminar", media_group_id="G1")
    assert (got.kind, got.text, got.album) == (In.MEDIA, "La seminar", "G1")
    assert got.media == (Incoming("photo", "F2", "U1", "image/jpeg", 1234),)


def test_a_document_keeps_its_name_and_type() -> None:
    got = message(document=FILE | {"file_name": "lista.pdf", "mime_type": "application/pdf"})
    assert got.media == (Incoming("document", "F1", "U1", "application/pdf", 1234, "lista.pdf"),)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("video", "video"),
        ("voice", "voice"),
        ("audio", "document"),
        ("video_note", "video"),
        ("animation", "video"),
    ],
)
def test_sounds_and_films_are_files(field: str, kind: str) -> None:
    got = message(**{field: FILE})
    assert (got.kind, got.media[0].kind) == (In.MEDIA, kind)


def test_a_location_is_a_place_and_a_venue_is_its_name() -> None:
    spot = {"latitude": 47.7614412, "longitude": 27.92936}
    assert (message(location=spot).kind, message(location=spot).text) == (In.PLACE, "47.76144, 27.92936")
    venue = {"location": spot, "title": "Casa de Cultură", "address": "str. Independenței 1"}
    assert message(location=spot, venue=venue).text == "Casa de Cultură, str. Independenței 1"


@pytest.mark.parametrize("content", ["sticker", "contact", "poll", "dice", "gift_of_the_future"])
def test_what_we_cannot_use_is_answered_as_unsupported(content: str) -> None:
    assert message(**{content: {"emoji": "🎲"}}).kind is In.UNSUPPORTED


def test_a_pinned_message_is_nothing() -> None:
    assert message(pinned_message=BASE).kind is In.NOTHING


def test_a_forwarded_post_is_its_text() -> None:
    assert message(text="Anunț", forward_origin={"type": "channel"}).text == "Anunț"


def test_a_corrected_message() -> None:
    got = telegram_inbound.read({"edited_message": BASE | {"text": "28", "edit_date": BASE["date"] + 60}}, AT)
    assert (got.kind, got.text, got.message, got.at.minute) == (In.EDIT, "28", "5", 1)


def test_a_tap_names_the_screen_and_the_choice() -> None:
    assert tap() == Inbound(
        "telegram",
        "77",
        In.TAP,
        AT,
        message="5",
        handle="k3Jx_-9",
        index=12,
        name="Ana",
        hint="ru",
        query="900",
    )


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x",
        "x:",
        ":1",
        "x:-1",
        "x:01",
        "x:1 ",
        "x:1\n",
        "x:1:2",
        "ș:1",
        "x:٣",
        "x:99999",
        "a b:1",
        None,
        7,
        [],
    ],
)
def test_any_other_data_is_a_tap_on_no_screen(data: object) -> None:
    assert (tap(data).kind, tap(data).handle, tap(data).index) == (In.TAP, "", -1)


def test_a_tap_without_its_message_belongs_to_the_person() -> None:
    got = telegram_inbound.read({"callback_query": {"id": "9", "from": PERSON, "data": "h:0"}}, AT)
    assert (got.chat, got.message, got.handle) == ("77", None, "h")


def test_a_tap_on_a_message_that_is_gone() -> None:
    assert tap(message={"chat": CHAT, "message_id": 5, "date": 0}).message == "5"


def test_blocking_and_coming_back() -> None:
    assert [member(status).kind for status in ("kicked", "member", "restricted")] == [
        In.BLOCKED,
        In.RETURNED,
        In.NOTHING,
    ]


def test_groups_are_only_groups() -> None:
    group = {"id": -100, "type": "supergroup", "title": "Rețea"}
    assert message(text="/raport", chat=group).kind is In.GROUP
    tapped = tap(message=BASE | {"chat": group})
    assert (tapped.kind, tapped.chat, tapped.author) == (In.GROUP_TAP, "-100", str(PERSON["id"]))
    statuses = ("member", "administrator", "left", "kicked", "creator")
    assert [member(status, group).kind for status in statuses] == [
        In.GROUP_ADDED,
        In.GROUP_ADDED,
        In.GROUP_LEFT,
        In.GROUP_LEFT,
        In.NOTHING,
    ]
    assert member("member", group).text == "Rețea"
    assert member("administrator", group | {"type": "channel"}).kind is In.NOTHING
    moved = message(migrate_to_chat_id=-200, chat=group | {"type": "group"})
    assert (moved.kind, moved.text) == (In.GROUP_MOVED, "-200")
    assert (
        telegram_inbound.read({"channel_post": BASE | {"chat": {"id": -5, "type": "channel"}}}, AT).kind
        is In.GROUP
    )


def test_updates_of_the_future_are_nothing() -> None:
    assert telegram_inbound.read({"update_id": 3, "telepathy": {"from": PERSON}}, AT).kind is In.NOTHING


def test_text_that_no_table_can_keep_is_mended() -> None:
    assert message(text="a\ud800b\x00c").text == "a\ufffdbc"


def test_the_key_is_the_update_id_with_the_whole_update() -> None:
    update = {"update_id": 41, "message": BASE | {"text": "ș \ud800"}}
    key = telegram_inbound.key(update)
    assert (key.channel, key.external, key.chat) == ("telegram", "41", "77")
    assert json.loads(key.payload) == update
    assert key.payload.isascii()


SAMPLES: list[dict[str, Any]] = [
    {"update_id": 1, "message": BASE | {"text": "x"}},
    {"update_id": 1, "message": BASE | {"photo": [FILE | {"width": 9, "height": 9}], "caption": "c"}},
    {"update_id": 1, "message": BASE | {"document": FILE, "media_group_id": "g"}},
    {
        "update_id": 1,
        "message": BASE | {"venue": {"title": "t", "location": {"latitude": 1.5, "longitude": 2}}},
    },
    {"update_id": 1, "edited_message": BASE | {"text": "x", "edit_date": 5}},
    {"update_id": 1, "callback_query": {"id": "9", "from": PERSON, "message": BASE, "data": "h:0"}},
    {
        "update_id": 1,
        "my_chat_member": {"chat": CHAT, "from": PERSON, "new_chat_member": {"status": "kicked"}},
    },
]
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**30, -1, 0, 2**63])
    | st.floats()
    | st.text(st.characters(exclude_categories=[]), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) inside a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [place for key in keys for place in _places(value[key])]


@settings(max_examples=300)
@given(st.data())
def test_no_mutated_update_raises(data: st.DataObject) -> None:
    update = copy.deepcopy(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        container, key = data.draw(st.sampled_from(_places(update) or [({0: 0}, 0)]))
        if isinstance(container, dict) and data.draw(st.booleans()):
            container.pop(key, None)
        elif isinstance(container, dict) or key < len(container):
            container[key] = data.draw(ODD)
    got = telegram_inbound.read(update, AT)
    assert got.kind in In
    assert got.at <= AT
    telegram_inbound.key(update).payload.encode()
    f"{got.text}{got.name}{got.hint}{got.handle}{got.chat}".encode()

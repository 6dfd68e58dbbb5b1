"""JSON shapes of texts, choices and screens, as the outbox and the screen rows keep them.

Every tag is one letter because a row is written at each step of each conversation. A shape that an
older release wrote must stay readable: add a tag, never change the meaning of one.
"""

from datetime import date
from typing import Any, cast

from handlers.messages import (
    Choice,
    Day,
    InEach,
    InLanguage,
    Input,
    Listed,
    MediaRef,
    Role,
    Said,
    Screen,
    Text,
)


def pack_said(said: Said | None) -> Any:
    """A text as JSON: plain words and numbers stay what they are."""
    match said:
        case Text():
            packed: dict[str, Any] = {"k": said.key}
            if said.args:
                packed["a"] = {name: pack_said(value) for name, value in said.args.items()}
            if said.n is not None:
                packed["n"] = said.n
            return packed
        case Day():
            until = {"u": said.until.isoformat()} if said.until else {}
            return {"d": said.value.isoformat(), "s": said.style} | until
        case InEach():
            return {"e": [said.ro, said.ru, said.en]}
        case InLanguage():
            return {"i": said.language, "t": pack_said(said.said)}
        case Listed():
            return {"l": [pack_said(item) for item in said.items], "s": said.separator}
        case _:
            return said


def read_said(packed: Any) -> Said:
    """The inverse of ``pack_said``; raises ``ValueError`` on an unknown shape."""
    if isinstance(packed, (str, int)):  # several times faster than a union, and asked for every word
        return packed
    if "k" in packed:
        args = {name: read_said(value) for name, value in packed.get("a", {}).items()}
        return Text(packed["k"], args, packed.get("n"))
    if "d" in packed:
        until = date.fromisoformat(packed["u"]) if "u" in packed else None
        return Day(date.fromisoformat(packed["d"]), packed["s"], until)
    if "e" in packed:
        return InEach(*packed["e"])
    if "i" in packed:
        return InLanguage(packed["i"], read_said(packed["t"]))
    if "l" in packed:
        return Listed(tuple(read_said(item) for item in packed["l"]), packed["s"])
    raise ValueError(f"unknown text shape: {sorted(packed)}")


def _maybe(packed: Any) -> Said | None:
    return None if packed is None else read_said(packed)


def pack_choice(choice: Choice) -> list[Any]:
    """A choice as a list: action, args, label, aliases, full, role, checked, url."""
    packed = [
        choice.action,
        list(choice.args),
        pack_said(choice.label),
        list(choice.aliases),
        pack_said(choice.full),
        "" if choice.role is Role.NORMAL else choice.role.value,
        choice.checked,
        choice.url,
    ]
    while packed and packed[-1] in (None, "", []):
        packed.pop()
    return packed


def read_choice(packed: list[Any]) -> Choice:
    """The inverse of ``pack_choice``."""
    whole: list[Any] = [*packed, *([None] * (8 - len(packed)))]
    return Choice(
        action=whole[0],
        args=tuple(whole[1] or ()),
        label=read_said("" if whole[2] is None else whole[2]),
        aliases=tuple(whole[3] or ()),
        full=_maybe(whole[4]),
        role=Role(whole[5]) if whole[5] else Role.NORMAL,
        checked=whole[6],
        url=whole[7],
    )


def pack_screen(screen: Screen) -> dict[str, Any]:
    """A screen as JSON, without what is empty."""
    packed: dict[str, Any] = {"key": screen.key}
    if screen.head is not None:
        packed["head"] = pack_said(screen.head)
    if screen.error is not None:
        packed["error"] = pack_said(screen.error)
    if screen.body:
        packed["body"] = [pack_said(line) for line in screen.body]
    if screen.choices:
        packed["choices"] = [pack_choice(choice) for choice in screen.choices]
    if screen.input != Input():
        packed["input"] = [screen.input.kind, [pack_said(part) for part in screen.input.parts]]
    if screen.media:
        packed["media"] = [_pack_media(ref) for ref in screen.media]
    if screen.summary is not None:
        packed["summary"] = pack_said(screen.summary)
    if screen.home is not None:
        packed["home"] = [[pack_said(label) for label in row] for row in screen.home]
    if screen.grid:
        packed["grid"] = screen.grid
    return packed


def read_screen(packed: dict[str, Any]) -> Screen:
    """The inverse of ``pack_screen``."""
    kind, parts = packed.get("input", ["choice", []])
    home = packed.get("home")
    return Screen(
        key=packed["key"],
        body=tuple(read_said(line) for line in packed.get("body", ())),
        head=_maybe(packed.get("head")),
        error=_maybe(packed.get("error")),
        choices=tuple(read_choice(choice) for choice in packed.get("choices", ())),
        input=Input(kind, tuple(read_said(part) for part in parts)),
        media=tuple(_media(row) for row in packed.get("media", ())),
        summary=_maybe(packed.get("summary")),
        home=None if home is None else tuple(tuple(read_said(label) for label in row) for row in home),
        grid=packed.get("grid", 0),
    )


def _pack_media(ref: MediaRef) -> list[Any]:
    packed = [ref.kind, ref.channel, ref.file, ref.path, ref.name, pack_said(ref.alt)]
    if ref.event is not None:
        return [*packed, ref.qr, ref.event]
    return packed if ref.qr is None else [*packed, ref.qr]


def _media(row: list[Any]) -> MediaRef:
    kind, channel, file, path, name, alt, *made = row
    return MediaRef(cast(Any, kind), channel, file, path, name, read_said(alt), *made)

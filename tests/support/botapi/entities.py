"""Formatted text: HTML and MarkdownV2 to plain text with entities, and commands found in people's text.

Offsets in entities count UTF-16 units; offsets in error texts count UTF-8 bytes, as the real server does.
"""

import re
from typing import Any

from .errors import bad_request

Entities = list[dict[str, Any]]
_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "span": "spoiler", "tg-spoiler": "spoiler", "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]+));")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")
_RESERVED = set("_*[]()~`>#+-=|{}.!")
_MARKDOWN = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler",
             "`": "code", "```": "pre"}  # fmt: skip


def utf16(text: str) -> int:
    """Length in UTF-16 units, the unit of entity offsets."""
    return len(text.encode("utf-16-le")) // 2


def commands(text: str) -> Entities:
    """The ``bot_command`` entities of what a person typed."""
    return [
        {"type": "bot_command", "offset": utf16(text[: m.start()]), "length": utf16(m.group())}
        for m in _COMMAND.finditer(text)
    ]


def parse(text: str, mode: str | None) -> tuple[str, Entities]:
    """Plain text and entities; raises the server's refusal for wrong markup."""
    if not mode:
        return text, []
    if mode.lower() == "html":
        return _Html(text).parse()
    if mode.lower() == "markdownv2":
        return _markdown(text)
    if mode.lower() == "markdown":
        return text, []
    raise bad_request("unsupported parse_mode")


def trimmed(text: str, entities: Entities) -> tuple[str, Entities]:
    """Text without outer white space, entities moved and cut to fit."""
    stripped = text.strip()
    shift = utf16(text[: len(text) - len(text.lstrip())])
    end = utf16(stripped)
    kept: Entities = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] - shift + entity["length"], end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return stripped, kept


def _wrong(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


class _Html:
    """One pass over an HTML text; a stack of open tags."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[tuple[str, int, dict[str, Any]]] = []
        self.found: Entities = []

    def parse(self) -> tuple[str, Entities]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<":
                (self._end_tag if self.source.startswith("</", self.at) else self._start_tag)()
            elif char == "&" and (match := _REFERENCE.match(self.source, self.at)):
                self._emit(_decoded(match))
                self.at = match.end()
            else:
                self._emit(char)
                self.at += 1
        if self.open:
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')
        self.found.sort(key=lambda e: (e["offset"], -e["length"]))
        return "".join(self.out), self.found

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.length += utf16(text)

    def _byte(self, index: int) -> int:
        return len(self.source[:index].encode())

    def _start_tag(self) -> None:
        begin = self.at
        name_match = re.compile(r"[^\s>]*").match(self.source, begin + 1)
        assert name_match is not None
        name = name_match.group().lower()
        if name_match.end() >= len(self.source):
            raise _wrong(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in _KINDS:
            raise _wrong(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes, self.at = self._attributes(name_match.end(), name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append((name, self.length, attributes))

    def _attributes(self, start: int, name: str, begin: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        at = start
        while match := _ATTRIBUTE.match(self.source, at):
            value = match.group(2) or ""
            found[match.group(1).lower()] = value[1:-1] if value[:1] in {'"', "'"} else value
            at = match.end()
        while at < len(self.source) and self.source[at].isspace():
            at += 1
        if at >= len(self.source) or self.source[at] != ">":
            raise _wrong(f'Unclosed start tag "{name}" at byte offset {self._byte(begin)}')
        return found, at + 1

    def _end_tag(self) -> None:
        begin = self.at
        offset = self._byte(begin)
        if not self.open:
            raise _wrong(f"Unexpected end tag at byte offset {offset}")
        close = self.source.find(">", begin)
        if close < 0:
            raise _wrong(f"Unclosed end tag at byte offset {offset}")
        name = self.source[begin + 2 : close].strip().lower()
        tag, start, attributes = self.open.pop()
        if name and name != tag:
            raise _wrong(f'Unmatched end tag at byte offset {offset}, expected "</{tag}>", found "</{name}>"')
        self.at = close + 1
        if self.length > start:
            self._close(tag, start, attributes)

    def _close(self, tag: str, start: int, attributes: dict[str, str]) -> None:
        entity: dict[str, Any] = {"type": _KINDS[tag], "offset": start, "length": self.length - start}
        if tag == "a":
            url = attributes.get("href", "")
            if not url:
                return
            entity["url"] = url if url.count("/") > 2 else url + "/"
        if tag == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        self.found.append(entity)


def _decoded(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name, match.group())
    return chr(int(decimal) if decimal else int(hexadecimal, 16))


def _markdown(source: str) -> tuple[str, Entities]:
    """MarkdownV2 without links: enough to answer as the server does to forgotten escapes."""
    out: list[str] = []
    stack: list[tuple[str, int, int]] = []
    found: Entities = []
    at = 0
    while at < len(source):
        mark = next((m for m in ("```", "__", "||", "*", "_", "~", "`") if source.startswith(m, at)), "")
        length = utf16("".join(out))
        if source[at] == "\\" and at + 1 < len(source):
            out.append(source[at + 1])
            at += 2
        elif mark and stack and stack[-1][0] == mark:
            _, start, _ = stack.pop()
            found.append({"type": _MARKDOWN[mark], "offset": start, "length": length - start})
            at += len(mark)
        elif mark:
            stack.append((mark, length, len(source[:at].encode())))
            at += len(mark)
        elif source[at] in _RESERVED:
            raise _wrong(f"Character '{source[at]}' is reserved and must be escaped with the preceding '\\'")
        else:
            out.append(source[at])
            at += 1
    if stack:
        kind = _MARKDOWN[stack[-1][0]].capitalize()
        raise _wrong(f"Can't find end of {kind} entity at byte offset {stack[-1][2]}")
    return "".join(out), found

"""A request's arguments: query string, form, JSON and multipart bodies become one shape."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .errors import ApiError, bad_request

JSON = dict[str, Any]
_NESTED = {
    "reply_markup", "commands", "media", "scope", "entities", "caption_entities", "reply_parameters",
    "menu_button", "allowed_updates", "reaction", "link_preview_options",
}  # fmt: skip
_NUMBERS = {"chat_id", "message_id", "offset", "limit", "timeout", "user_id", "reply_to_message_id",
            "max_connections", "message_thread_id"}  # fmt: skip


@dataclass
class Upload:
    """One uploaded part."""

    name: str
    mime: str
    data: bytes


@dataclass
class Params:
    """Decoded arguments; wrongly formed JSON stays text, so a method can refuse it in its own words."""

    values: JSON
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The argument as text, empty when absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """The argument as a whole number; the default when absent or not a number."""
        value = self.values.get(name, default)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        """Booleans as the server reads them."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def list(self, name: str, what: str) -> list[Any]:
        """A JSON array; refused in the server's words when it is something else."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise bad_request(f"can't parse {what} JSON object")
        return value

    def object(self, name: str, what: str) -> JSON:
        """A JSON object; refused in the server's words when it is something else."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {what} JSON object")
        return value


async def read(request: web.BaseRequest) -> Params:
    """Read a request whole."""
    values: JSON = dict(request.query)
    files: dict[str, Upload] = {}
    kind = request.content_type
    if kind == "application/json":
        values |= _json_body(await request.read())
    elif kind == "multipart/form-data":
        await _multipart(request, values, files)
    elif request.can_read_body:
        values |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return Params({name: _decoded(name, value) for name, value in values.items()}, files)


def _json_body(body: bytes) -> JSON:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise ApiError(400, "Bad Request: can't parse JSON object") from None
    if not isinstance(values, dict):
        raise ApiError(400, "Bad Request: can't parse JSON object")
    return values


async def _multipart(request: web.BaseRequest, values: JSON, files: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read())
        if part.filename:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, mime, data)
        else:
            values[part.name] = data.decode()


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in _NESTED and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    if name in _NUMBERS and value.lstrip("-").isdigit():
        return int(value)
    return value

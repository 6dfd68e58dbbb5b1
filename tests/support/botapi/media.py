"""Methods for files: photos, documents, albums, download paths."""

from .errors import ApiError, bad_request
from .keyboards import checked
from .messages import caption_content, reply_target
from .params import Params, Upload
from .world import DOWNLOAD_LIMIT, FILE_PATH_SECONDS, JSON, World

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"BM")


def send_photo(world: World, params: Params) -> JSON:
    """sendPhoto"""
    return _send_one(world, params, "photo")


def send_document(world: World, params: Params) -> JSON:
    """sendDocument"""
    return _send_one(world, params, "document")


def send_media_group(world: World, params: Params) -> list[JSON]:
    """sendMediaGroup: one message for each item, the same ``media_group_id``."""
    chat = world.writable(params.values.get("chat_id"))
    items = params.list("media", "media")
    if not 2 <= len(items) <= 10:
        raise bad_request("album must contain from 2 to 10 media")
    prepared = [
        {item["type"]: _described(world, item["type"], _file_id(world, params, item["type"], item["media"]))}
        | caption_content(item)
        for item in items
    ]
    group = str(world.random.randrange(10**16, 10**17))
    reply = reply_target(chat, params)
    return [world.add(chat, world.me, one | reply | {"media_group_id": group}).json for one in prepared]


def get_file(world: World, params: Params) -> JSON:
    """getFile: a path good for an hour."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if stored.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    folder = "photos" if stored.mime.startswith("image/") else "documents"
    stored.path = f"{folder}/file_{stored.unique}_{stored.name}"
    stored.path_until = world.clock() + FILE_PATH_SECONDS
    return _names(world, file_id) | {"file_path": stored.path}


def photo_sizes(world: World, data: bytes, width: int, height: int, size: int | None = None) -> list[JSON]:
    """A photo as it comes back: several sizes, the largest last and holding all the bytes."""
    sizes: list[JSON] = []
    for part in (8, 3, 1):
        bytes_here = data if part == 1 else data[: max(len(data) // part, 3)]
        file_id = world.store(bytes_here, f"{world.random.randrange(10**6)}.jpg", "image/jpeg", size)
        sizes.append(
            _names(world, file_id) | {"width": max(width // part, 1), "height": max(height // part, 1)}
        )
    return sizes


def _send_one(world: World, params: Params, kind: str) -> JSON:
    chat = world.writable(params.values.get("chat_id"))
    file_id = _file_id(world, params, kind, params.text(kind) or None)
    content = {kind: _described(world, kind, file_id)} | caption_content(params.values)
    content |= reply_target(chat, params)
    return world.add(chat, world.me, content, checked(params.values.get("reply_markup"))).json


def _file_id(world: World, params: Params, kind: str, named: str | None) -> str:
    """The file to send: an upload, or one the server already has."""
    part = named.removeprefix("attach://") if named and named.startswith("attach://") else kind
    upload = params.files.get(part)
    if upload is not None:
        return _uploaded(world, kind, upload)
    if not named or named.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    if named not in world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return named


def _uploaded(world: World, kind: str, upload: Upload) -> str:
    if len(upload.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        if len(upload.data) > PHOTO_LIMIT:
            raise bad_request("file is too big")
        if not upload.data.startswith(_IMAGES):
            raise ApiError(400, "Bad Request: IMAGE_PROCESS_FAILED")
    return world.store(upload.data, upload.name, upload.mime)


def _described(world: World, kind: str, file_id: str) -> JSON | list[JSON]:
    stored = world.files[file_id]
    if kind == "photo":
        large = _names(world, file_id) | {"width": 1280, "height": 960}
        return [*photo_sizes(world, stored.data[:64], 320, 240)[:1], large]
    return _names(world, file_id) | {"file_name": stored.name, "mime_type": stored.mime}


def _names(world: World, file_id: str) -> JSON:
    stored = world.files[file_id]
    return {"file_id": file_id, "file_unique_id": stored.unique, "file_size": stored.size}

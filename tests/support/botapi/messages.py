"""Methods that write, change and remove text messages, and answer pressed buttons."""

from typing import Any

from . import entities, keyboards
from .errors import NOT_MODIFIED, QUERY_TOO_OLD, bad_request
from .params import Params
from .world import JSON, Chat, Message, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_DELETABLE_SECONDS = 48 * 3600


def send_message(world: World, params: Params) -> JSON:
    """sendMessage"""
    chat = world.writable(params.values.get("chat_id"))
    content = text_content(params)
    content |= reply_target(chat, params)
    return world.add(chat, world.me, content, keyboards.checked(params.values.get("reply_markup"))).json


def edit_message_text(world: World, params: Params) -> JSON:
    """editMessageText; without ``reply_markup`` the keyboard goes."""
    message = _editable(world, params)
    if "text" not in message.json:
        raise bad_request("there is no text in the message to edit")
    return _replace(message, text_content(params), _inline_markup(params))


def edit_message_caption(world: World, params: Params) -> JSON:
    """editMessageCaption; without ``reply_markup`` the keyboard goes."""
    message = _editable(world, params)
    if not any(kind in message.json for kind in ("photo", "document", "voice", "video")):
        raise bad_request("there is no caption in the message to edit")
    return _replace(message, caption_content(params.values), _inline_markup(params))


def edit_message_reply_markup(world: World, params: Params) -> JSON:
    """editMessageReplyMarkup; without ``reply_markup`` the keyboard goes."""
    message = _editable(world, params)
    return _replace(message, _content_of(message), _inline_markup(params))


def delete_message(world: World, params: Params) -> bool:
    """deleteMessage"""
    chat = world.writable(params.values.get("chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    if message.json["date"] < world.clock() - _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    return True


def delete_messages(world: World, params: Params) -> bool:
    """deleteMessages; those that cannot be found are skipped."""
    chat = world.writable(params.values.get("chat_id"))
    for message_id in params.list("message_ids", "message identifiers"):
        if message := chat.messages.get(int(message_id)):
            message.deleted = True
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery; late, unknown and second answers get the same refusal."""
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answer is not None or query.until < world.clock():
        raise bad_request(QUERY_TOO_OLD)
    if len(params.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": params.text("text"), "show_alert": params.flag("show_alert")}
    return True


def set_message_reaction(world: World, params: Params) -> bool:
    """setMessageReaction"""
    chat = world.writable(params.values.get("chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    wanted = params.list("reaction", "reaction types")
    message.reactions = [str(reaction.get("emoji", "")) for reaction in wanted]
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction"""
    world.writable(params.values.get("chat_id"))
    if not params.text("action"):
        raise bad_request("wrong parameter action in request")
    return True


def text_content(params: Params) -> JSON:
    """Text and entities of a message, checked."""
    raw = params.text("text")
    if not raw.strip():
        raise bad_request("message text is empty")
    text, found = _formatted(params.values, raw, "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": found} if found else {})


def caption_content(values: JSON) -> JSON:
    """Caption and entities, checked; empty when there is no caption."""
    text, found = _formatted(values, str(values.get("caption") or ""), "caption_entities")
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    content: JSON = {"caption": text} if text else {}
    return content | ({"caption_entities": found} if found else {})


def reply_target(chat: Chat, params: Params) -> JSON:
    """The message replied to, as it appears inside the new one."""
    wanted = params.object("reply_parameters", "reply parameters")
    target_id = wanted.get("message_id") or params.values.get("reply_to_message_id")
    if not target_id:
        return {}
    target = chat.messages.get(int(target_id))
    if target is not None and not target.deleted:
        return {"reply_to_message": {k: v for k, v in target.json.items() if k != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _formatted(values: JSON, raw: str, entities_name: str) -> tuple[str, list[Any]]:
    given = values.get(entities_name)
    if given and not values.get("parse_mode"):
        return entities.trimmed(raw, given)
    return entities.trimmed(*entities.parse(raw, values.get("parse_mode")))


def _editable(world: World, params: Params) -> Message:
    chat = world.writable(params.values.get("chat_id"))
    message = chat.messages.get(params.number("message_id"))
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not message.mine or not keyboards.is_inline(message.markup):
        raise bad_request("message can't be edited")
    return message


def _inline_markup(params: Params) -> JSON | None:
    markup = keyboards.checked(params.values.get("reply_markup"))
    if not keyboards.is_inline(markup):
        raise bad_request("inline keyboard expected")
    return markup


_CONTENT = ("text", "entities", "caption", "caption_entities")


def _content_of(message: Message) -> JSON:
    return {name: message.json[name] for name in _CONTENT if name in message.json}


def _replace(message: Message, content: JSON, markup: JSON | None) -> JSON:
    if content == _content_of(message) and markup == message.json.get("reply_markup"):
        raise bad_request(NOT_MODIFIED)
    for name in (*_CONTENT, "reply_markup"):
        message.json.pop(name, None)
    message.json.update(content)
    message.markup = markup
    if markup:
        message.json["reply_markup"] = markup
    message.edited += 1
    message.json["edit_date"] = message.json["date"] + message.edited
    return message.json

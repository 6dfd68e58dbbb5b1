"""The table of methods that only read or change the world, by lower-case name."""

from collections.abc import Callable
from typing import Any

from . import media, messages, profile
from .params import Params
from .world import World

Method = Callable[[World, Params], Any]

_BY_NAME: dict[str, Method] = {
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "answerCallbackQuery": messages.answer_callback_query,
    "setMessageReaction": messages.set_message_reaction,
    "sendChatAction": messages.send_chat_action,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "sendMediaGroup": media.send_media_group,
    "getFile": media.get_file,
    "getMe": profile.get_me,
    "getChat": profile.get_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setChatMenuButton": profile.set_chat_menu_button,
    "setMyName": profile.set_my_name,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
}
METHODS = {name.lower(): (name, method) for name, method in _BY_NAME.items()}
MESSAGE_METHODS = {"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup"}

"""Methods about the bot itself: who it is, its commands, menu button and descriptions."""

import json
import re

from .errors import bad_request
from .params import Params
from .world import JSON, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, params: Params) -> JSON:
    """getMe"""
    return world.me


def get_chat(world: World, params: Params) -> JSON:
    """getChat"""
    return world.writable(params.values.get("chat_id")).json


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands, kept by scope and language."""
    commands = params.list("commands", "commands")
    if len(commands) > 100:
        raise bad_request("too many commands specified")
    for item in commands:
        if not isinstance(item, dict) or not _COMMAND.fullmatch(str(item.get("command", "")).lstrip("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(item.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_key(params)] = commands
    return True


def get_my_commands(world: World, params: Params) -> list[JSON]:
    """getMyCommands"""
    return world.commands.get(_key(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands"""
    world.commands.pop(_key(params), None)
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    """setChatMenuButton; chat None is the default for everyone."""
    chat_id = params.values.get("chat_id")
    world.menu[chat_id if isinstance(chat_id, int) else None] = params.object("menu_button", "menu button")
    return True


def set_my_name(world: World, params: Params) -> bool:
    """setMyName"""
    return _describe(world, params, "name")


def set_my_description(world: World, params: Params) -> bool:
    """setMyDescription"""
    return _describe(world, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    """setMyShortDescription"""
    return _describe(world, params, "short_description")


def _describe(world: World, params: Params, field: str) -> bool:
    text = params.text(field)
    if len(text) > _LIMITS[field]:
        raise bad_request(f"bot {field.replace('_', ' ')} is too long")
    world.profile[(field, params.text("language_code"))] = text
    return True


def _key(params: Params) -> tuple[str, str]:
    scope = params.object("scope", "scope") or {"type": "default"}
    name = scope["type"] if len(scope) == 1 else json.dumps(scope, sort_keys=True)
    return name, params.text("language_code")

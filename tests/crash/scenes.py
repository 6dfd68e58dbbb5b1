"""The dialogues that are played against a bot that may die, and the state in which each must end."""

import asyncio
import http.client
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from storage import broadcasts
from storage.database import tool_connection
from tests.crash.game import (
    COORDINATOR,
    OPERATOR,
    SECRETARY,
    STRANGER,
    Game,
    chain_broken_at,
    copies,
    forget_starts,
    town,
)
from tests.support.bot_child import BOOM

Play = Callable[[Game], Awaitable[None]]


async def report(game: Game) -> None:
    """Join by a link, report an event with a photo, have it accepted: taps and typed words."""
    await joins(game)
    game.says(COORDINATOR, "/raport")
    await game.sees(COORDINATOR, "event.activity")
    game.says(COORDINATOR, "1.1")
    await game.sees(COORDINATOR, "event.held")
    game.taps(COORDINATOR, "answer", "held")
    await game.sees(COORDINATOR, "event.place")
    game.says(COORDINATOR, "Biblioteca")
    await game.sees(COORDINATOR, "event.participants")
    game.says(COORDINATOR, "25")
    await game.sees(COORDINATOR, "event.groups")
    game.taps(COORDINATOR, "skip", "groups")
    await game.sees(COORDINATOR, "event.photos")
    game.sends_photo(COORDINATOR, "O zi frumoasă")
    await game.sees(COORDINATOR, "event.review")
    game.taps(COORDINATOR, "save", True)
    await game.sees(COORDINATOR, "event.receipt")
    await game.sees(SECRETARY, "review.arrived")
    game.taps(SECRETARY, "review.card")
    await game.sees(SECRETARY, "review.card.1")
    game.taps(SECRETARY, "review.accept")
    await game.sees(SECRETARY, "review.done")
    await game.gets(COORDINATOR, "review.accepted")


async def joins(game: Game) -> None:
    """The coordinator comes in by the link."""
    game.api.start(COORDINATOR, town().token)
    await game.sees(COORDINATOR, "join.language")
    game.taps(COORDINATOR, "answer", "language", "ro")
    await game.sees(COORDINATOR, "join.organisation")
    game.taps(COORDINATOR, "answer", "organisation", "yes")
    await game.sees(COORDINATOR, "join.privacy")
    game.taps(COORDINATOR, "answer", "privacy", "yes")
    await game.sees_home(COORDINATOR)


async def present(game: Game) -> None:
    """A presence list: two phones confirm, one of them impatiently; the counter follows; it is stopped."""
    await joins(game)
    game.says(COORDINATOR, "/prezenta")
    await game.sees(COORDINATOR, "presence.event")
    game.says(COORDINATOR, "Club")
    await game.sees(COORDINATOR, "presence.starts")
    game.taps(COORDINATOR, "answer", "starts")
    await game.sees(COORDINATOR, "presence.board")
    await game.until("the link", lambda: page_of(game))
    page = page_of(game)
    for ticket in ("first-device-000", "second-device-00", "second-device-00"):
        await game.until("the page", lambda ticket=ticket: confirmed(game.port, page, ticket))
    counted = "SELECT 1 FROM presence WHERE shown_total = 2"
    await game.until("the counter", lambda: game.rows(counted))
    game.taps(COORDINATOR, "presence.stop")
    await game.until("the end", lambda: game.rows("SELECT 1 FROM presence WHERE finished"))


def page_of(game: Game) -> str:
    """The path of the presence page as a phone was shown it; "" before it arrived."""
    found = re.search(r"/p/[A-Za-z0-9_-]{16}", "".join(call.text for call in game.api.deliveries()))
    return found[0] if found else ""


def confirmed(port: int, path: str, ticket: str) -> bool:
    """A participant presses the button; False while nobody answers."""
    form = {"cookie": f"presence={ticket}", "content-type": "application/x-www-form-urlencoded"}
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as browser:
            browser.request("POST", path, f"ticket={ticket}", form)
            return browser.getresponse().status == 200
    except OSError:
        return False
    except http.client.HTTPException:
        return False


async def two_chats(game: Game) -> None:
    """The same report while somebody else writes all the time."""
    game.says(STRANGER, "/start")
    await game.sees(STRANGER, "join.language")

    async def writes() -> None:
        for number in range(12):
            game.api.text(STRANGER, f"cuvânt {number}")
            await asyncio.sleep(0.05)

    await asyncio.gather(report(game), writes())


GROUP = -1007


async def in_group(game: Game) -> None:
    """A group is confirmed by the secretariat and hears of results."""
    game.api.group(GROUP, "Rețeaua ONG", supergroup=True)
    added = {"status": "member", "user": game.api.world.me}
    change = {"chat": game.api.world.chats[GROUP].json, "from": game.api.user(COORDINATOR), "date": 1}
    game.api.raw({"my_chat_member": change | {"new_chat_member": added}}, GROUP)
    await game.sees(SECRETARY, "groups.added")
    game.taps(SECRETARY, "group.decide")
    await game.sees(SECRETARY, "groups.decided")
    tell_results(game)
    await game.gets(GROUP, "groups.results")


def tell_results(game: Game) -> None:
    """Results for everybody are approved."""
    now = game.now
    with tool_connection(f"sqlite:///{game.folder / 'retea.sqlite'}") as connection:
        content = broadcasts.Content(broadcasts.RESULTS, "Rezultate", "Am fost 40.")
        made = broadcasts.add(connection, now, content, None)
        approved = {"state": broadcasts.APPROVED, "approved_at": now, "audience": {"who": "all"}}
        broadcasts.change(connection, made.id, **approved)


async def to_many(game: Game) -> None:
    """A message to everybody; the only one it goes to wishes to be forgotten first, and the board says so."""
    await joins(game)
    game.says(SECRETARY, "/mesaj")
    await game.sees(SECRETARY, "message.text")
    game.says(SECRETARY, "Vă așteptăm.")
    await game.sees(SECRETARY, "invite.who")
    game.taps(SECRETARY, "answer", "who", "all")
    await game.sees(SECRETARY, "broadcast.preview")
    game.taps(SECRETARY, "broadcast.sure")
    await game.sees(SECRETARY, "broadcast.sure")
    game.taps(SECRETARY, "broadcast.send")
    await game.sees(SECRETARY, "broadcast.board")
    game.says(COORDINATOR, "/sterge_ma")
    await game.sees(COORDINATOR, "forget")
    game.taps(COORDINATOR, "forget")
    sure = "SELECT 1 FROM outbox WHERE chat = ? AND state = 'sent' AND content LIKE '%forget.sure%'"
    await game.until("the second question", lambda: game.rows(sure, str(COORDINATOR)))
    game.taps(COORDINATOR, "forget", 2)
    await game.sees(COORDINATOR, "forget.pending")
    board = "SELECT 1 FROM broadcast_board WHERE figures LIKE '%cancelled%'"
    await game.until("the board", lambda: game.rows(board))


async def slow_work(game: Game) -> None:
    """A photo that cannot be fetched, a chart that is made, a report that fails."""
    game.api.fault("400", method="getFile", description="wrong file_id", times=None)
    game.says(SECRETARY, "/raport")
    await game.sees(SECRETARY, "event.activity")
    game.sends_photo(SECRETARY, "Afișul")
    await game.sees(SECRETARY, "event.activity")
    game.says(SECRETARY, "/grafice")
    await game.gets(SECRETARY, "charts.queued")
    game.says(SECRETARY, "/raport_anual")
    await game.sees(SECRETARY, "documents")
    game.taps(SECRETARY, "documents.make")
    await game.gets(SECRETARY, "documents.queued")
    await game.gets(SECRETARY, "job.ended")


async def trouble(game: Game) -> None:
    """What cannot be handled, what belongs to nobody, an album cut by a stop, somebody too fast."""
    game.says(STRANGER, "/start")
    await game.sees(STRANGER, "join.language")
    game.says(STRANGER, BOOM)
    await game.gets(STRANGER, "notice")
    game.api.raw({"poll": {"id": "1"}})
    game.api.photo(STRANGER, group="album")
    await game.until("the photo", lambda: len(game.rows("SELECT 1 FROM inbox")) >= 4)
    await game.ends()
    game.begin()
    await game.sees(STRANGER, "join.language")
    for word in "too many words at once".split():
        game.api.text(STRANGER, word)
    await game.until("all words", lambda: len(game.rows("SELECT 1 FROM inbox")) == 9)


async def safe_mode(game: Game) -> None:
    """After a crash loop everything is stored and told; the answer comes after the repair."""
    game.api.text(STRANGER, "/start")
    stored = "SELECT 1 FROM inbox"
    alarmed = "SELECT 1 FROM outbox WHERE chat = ?"
    await game.until("the inbox", lambda: game.rows(stored) and game.rows(alarmed, str(OPERATOR)))
    await game.ends()
    forget_starts(game.folder)
    game.begin()
    await game.sees(STRANGER, "join.language")


async def owed(game: Game) -> None:
    """The secretariat is reminded by itself of what the plan still lacks, and begins to report it."""
    await game.sees(SECRETARY, "owed.desk")
    game.taps(SECRETARY, "report.activity")
    await game.sees(SECRETARY, "resource_update.added")


@dataclass(frozen=True)
class Scene:
    """A dialogue with the traits of the bot that it is played against."""

    name: str
    play: Play
    traits: dict[str, Any] = field(default_factory=dict)
    exact: bool = True
    starts: int = 0


SCENES = (
    Scene("report", report),
    Scene("slow", slow_work),
    Scene("trouble", trouble, {"burst": 4}, exact=False),
    Scene("safe", safe_mode, {"operator": str(OPERATOR)}, exact=False, starts=5),
    Scene("hook", joins, {"hook": True}),
    Scene("present", present, {"page": True}, exact=False),
    Scene("group", in_group),
    Scene("many", to_many, exact=False),
    Scene("owed", owed, {"noon": "2026-12-10T12:00+02:00"}),
)
CHATTER = Scene("chatter", two_chats)
"""``exact``: the end state says exactly which messages there are. ``starts``: crashes just before."""


async def play(scene: Scene, game: Game) -> None:
    """Play a scene to its quiet end; raises ``Lost`` when something does not come by itself."""
    game.prepare()
    game.crashed_before(scene.starts)
    game.begin()
    await scene.play(game)
    await game.quiet()
    await game.ends()


def end_state(game: Game, exact: bool = True) -> dict[str, Any]:
    """All that a dialogue leaves behind, without times and random names."""
    records = "SELECT number, status, version, approved_version, organisation_id, author_id FROM record"
    versions = "SELECT activity, title, place, date_from, photos_public, answers FROM record_version"
    drafts = "SELECT form, status, answers, person_id FROM draft ORDER BY id"
    outbox = "SELECT chat, kind, json_extract(content, '$.screen.key') AS key FROM outbox"
    tables = {
        "records": records,
        "versions": versions,
        "drafts": drafts,
        "counts": "SELECT total, women FROM participation",
        "evidence": "SELECT media_id, consent FROM evidence",
        "media": "SELECT file, kind, state, why, public_path, told_at IS NULL FROM media",
        "roles": "SELECT person_id, role, organisation_id FROM membership WHERE until IS NULL",
        "people": "SELECT language, privacy_version FROM person",
        "audit": "SELECT actor, action, object FROM audit ORDER BY seq",
        "inbox": "SELECT chat, status FROM inbox",
        "present": "SELECT gender, age, number FROM presence_count",
    }
    state: dict[str, Any] = {name: sorted(map(_plain, game.rows(ask))) for name, ask in tables.items()}
    if not exact:
        del state["audit"], state["people"]
        return state
    state["outbox"] = Counter(_plain(row) for row in game.rows(outbox))
    return state


def _plain(row: Any) -> str:
    return json.dumps(list(row), ensure_ascii=False)


def _allowed(row: Any, game: Game) -> bool:
    """A question that a newer one replaced need not arrive; a file or a reminder in doubt is never copied."""
    if row["kind"] in ("file", "reminder") and row["state"] == "uncertain":
        return row["id"] in game.in_doubt
    if row["state"] == "cancelled" and row["error"] == "erasing":
        return True
    newer = "SELECT 1 FROM outbox WHERE chat = ? AND id > ? AND kind = 'reply' AND state = 'sent'"
    replaced = row["state"] == "cancelled" and row["error"] == "superseded"
    return replaced and bool(game.rows(newer, row["chat"], row["id"]))


def problems(game: Game, scene: Scene, wanted: dict[str, Any]) -> list[str]:
    """What was lost, doubled or damaged; nothing in a good bot."""
    found = []
    state = end_state(game, scene.exact)
    found += [
        f"{name}: {state[name]} instead of {wanted[name]}" for name in wanted if state[name] != wanted[name]
    ]
    extra = copies(game)
    if extra > len(game.in_doubt):
        found.append(f"{extra} copies with {len(game.in_doubt)} sends in flight")
    unsent = "SELECT id, chat, kind, state, error FROM outbox WHERE state != 'sent'"
    for row in game.rows(unsent):
        if not _allowed(row, game):
            found.append(f"outbox {tuple(row)}")
    if game.rows("PRAGMA integrity_check")[0][0] != "ok":
        found.append("the database is damaged")
    if chain_broken_at(game.folder) is not None:
        found.append("the audit trail is broken")
    return found

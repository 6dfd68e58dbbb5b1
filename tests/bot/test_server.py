"""The HTTP server with the demo's routes, in-process: health, headers, live connection, uploads, files."""

import asyncio
import json
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bot.channels.web import Web
from bot.channels.web_files import LARGEST, Uploads
from bot.server import Server, application
from bot.web.demo import Demo, Phone
from bot.web.words import page_words
from handlers.messages import MediaRef, Rendered
from storage.inbox import Received

NOW = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
PDF = b"%PDF-1.7 " + b"0" * 20
PHONES = (Phone("coordinator", "web.phone.coordinator"), Phone("secretary", "web.phone.secretary"))
TEXT = {"id": "a" * 32, "kind": "text", "text": "25"}


class Bot:
    """A process reduced to its edges: an inbox that may be broken and a health that may be bad."""

    def __init__(self, folder: Path) -> None:
        self.rows: list[Received] = []
        self.broken = False
        self.healthy = True
        people = {phone.chat: phone.chat for phone in PHONES}
        self.web = Web(people, self.receive, Uploads(folder / "uploads"), lambda: NOW)

    async def receive(self, rows: Sequence[Received]) -> None:
        if self.broken:
            raise OSError("disk full")
        self.rows += rows

    async def health(self) -> tuple[bool, Mapping[str, object]]:
        return self.healthy, {"database": "ok" if self.healthy else "silent"}

    async def metrics(self) -> Iterable[Metric]:
        return [CounterMetricFamily("retea_inbox", "Updates received", value=len(self.rows))]


@pytest.fixture
def bot(tmp_path: Path) -> Bot:
    return Bot(tmp_path)


@pytest.fixture
def client(bot: Bot) -> Iterator[TestClient]:
    routes = Demo(bot.web, PHONES).routes()
    app = application(bot.health, bot.metrics, routes, hosts=("testserver",))
    with TestClient(app) as client:
        yield client


def upload(client: TestClient, *files: tuple[str, bytes], **headers: str) -> httpx2.Response:
    parts = [("files", (name, content, "image/png")) for name, content in files]
    return client.post("/upload/coordinator", files=parts, headers=headers)


def test_health_says_200_or_503(bot: Bot, client: TestClient) -> None:
    assert (client.get("/health").status_code, client.get("/health").json()) == (200, {"database": "ok"})
    bot.healthy = False
    assert client.get("/health").status_code == 503


def test_metrics_are_computed_when_they_are_asked_for(bot: Bot, client: TestClient) -> None:
    assert "retea_inbox_total 0.0" in client.get("/metrics").text
    bot.rows.append(Received("web", "1", "coordinator", "{}"))
    assert "retea_inbox_total 1.0" in client.get("/metrics").text


@pytest.mark.parametrize("path", ["/", "/phone/coordinator", "/static/phone.js", "/health", "/nothing"])
def test_every_answer_forbids_inline_and_foreign_content(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/phone/coordinator"])
def test_pages_hold_no_inline_script_or_style_and_name_no_foreign_host(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert page.count("<script") == page.count('<script type="module" src="/static/')
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick" not in page
    assert "//" not in page.replace("<!doctype", "")


def test_the_page_speaks_the_browsers_language_and_the_phone_the_last_messages(
    bot: Bot, client: TestClient
) -> None:
    page = client.get("/", headers={"accept-language": "de,ru;q=0.8"}).text
    assert "Координатор" in page
    assert '<html lang="ro">' in client.get("/phone/coordinator").text
    asyncio.run(bot.web.send("coordinator", Rendered("x", None, None, ("Привет",), (), language="ru"), None))
    assert '<html lang="ru">' in client.get("/phone/coordinator").text


def test_unknown_phones_and_hosts_are_not_served(client: TestClient) -> None:
    assert client.get("/phone/mayor").status_code == 404
    assert client.post("/upload/mayor").status_code == 404
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/ws/mayor"):
        pass


def test_a_page_of_another_site_can_neither_connect_nor_upload(client: TestClient) -> None:
    foreign = {"origin": "https://evil.example"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/ws/coordinator", headers=foreign):
        pass
    assert upload(client, ("a.png", PNG), **foreign).status_code == 403


def test_an_action_is_shown_and_acknowledged_after_its_commit(bot: Bot, client: TestClient) -> None:
    with client.websocket_connect("/ws/coordinator") as page:
        assert page.receive_json()["type"] == "whole"
        page.send_json(TEXT)
        assert page.receive_json()["message"]["lines"] == ["25"]
        assert page.receive_json() == {"type": "ack", "id": TEXT["id"]}
    assert [row.chat for row in bot.rows] == ["coordinator"]


def test_what_could_not_be_stored_is_asked_for_later(bot: Bot, client: TestClient) -> None:
    bot.broken = True
    with client.websocket_connect("/ws/coordinator") as page:
        page.receive_json()
        page.send_json(TEXT)
        assert page.receive_json() == {"type": "later", "id": TEXT["id"]}
        bot.broken = False
        page.send_json(TEXT)
        assert [page.receive_json()["type"] for _ in range(2)] == ["message", "ack"]


def test_a_resend_after_a_reconnect_is_acknowledged_without_a_second_effect(
    bot: Bot, client: TestClient
) -> None:
    for _ in range(2):
        with client.websocket_connect("/ws/coordinator") as page:
            page.receive_json()
            page.send_json(TEXT)
            while page.receive_json()["type"] != "ack":
                pass
    assert len(bot.rows) == 1
    with client.websocket_connect("/ws/coordinator") as page:
        assert [message["lines"] for message in page.receive_json()["messages"]] == [["25"]]


@pytest.mark.parametrize("raw", ["nonsense", "[]", json.dumps({**TEXT, "kind": "dance"})])
def test_nonsense_is_refused_and_the_connection_stays(client: TestClient, raw: str) -> None:
    with client.websocket_connect("/ws/coordinator") as page:
        page.receive_json()
        page.send_text(raw)
        assert page.receive_json()["type"] == "refused"
        page.send_json(TEXT)
        assert page.receive_json()["type"] == "message"


def test_uploads_get_our_names(bot: Bot, client: TestClient) -> None:
    answer = upload(client, ("../../poza.png", PNG), ("raport.pdf", PDF)).json()["files"]
    assert [file["name"] for file in answer] == ["poza.png", "raport.pdf"]
    assert sorted(file["file"] for file in answer) == sorted(p.name for p in bot.web.uploads.folder.iterdir())


@pytest.mark.parametrize(
    ("files", "status", "why"),
    [
        ([("a.png", b"MZ\x90\0")], 415, "type"),
        ([("a.png", PNG.ljust(LARGEST + 1, b"0"))], 413, "size"),
        ([("a.png", b"")], 400, "empty"),
        ([("a.png", PNG)] * 11, 413, "count"),
    ],
)
def test_an_upload_that_does_not_fit_says_why(
    bot: Bot, client: TestClient, files: list[tuple[str, bytes]], status: int, why: str
) -> None:
    answer = upload(client, *files)
    assert (answer.status_code, answer.json()["why"]) == (status, why)
    assert f"file.{why}" in page_words()["ro"]
    assert not bot.web.uploads.folder.exists()


def test_an_upload_larger_than_ten_files_is_not_even_read(client: TestClient) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x", "content-length": str(LARGEST * 11)}
    assert client.post("/upload/coordinator", headers=headers, content=b"").status_code == 413


def test_a_sent_document_is_downloaded_by_its_address_only(
    bot: Bot, client: TestClient, tmp_path: Path
) -> None:
    report = tmp_path / "raport.pdf"
    report.write_bytes(PDF)
    media = (MediaRef("document", path=str(report), name="Raport 2026.pdf"),)
    asyncio.run(bot.web.send("coordinator", Rendered("x", None, None, (), (), media=media), None))
    with client.websocket_connect("/ws/coordinator") as page:
        url = page.receive_json()["messages"][0]["media"][0]["url"]
    answer = client.get(url)
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    ["/files/raport.pdf", "/files/..%2f..%2fetc%2fpasswd", "/static/..%2fdemo.py", "/static/../demo.py"],
)
def test_nothing_else_on_the_disk_can_be_read(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


async def test_the_server_serves_in_the_running_loop_and_stops(bot: Bot) -> None:
    server = Server(application(bot.health, bot.metrics), "127.0.0.1", 0)
    await server.start()
    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{server.port}/health")
    await server.stop()
    assert answer.json() == {"database": "ok"}
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", server.port))


async def test_a_taken_port_is_named(bot: Bot) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} on 127.0.0.1 is used by another program"):
            await Server(application(bot.health, bot.metrics), "127.0.0.1", port).start()


def test_the_pages_texts_have_the_same_keys_and_placeholders_in_every_language() -> None:
    words = page_words()
    for language in ("ru", "en"):
        assert words[language].keys() == words["ro"].keys()
        assert {k for k, v in words[language].items() if "{name}" in v} == {
            k for k, v in words["ro"].items() if "{name}" in v
        }

"""The fake as a process: ``python -m tests.support.botapi`` prints its addresses as one JSON line."""

import argparse
import asyncio
import contextlib
import json
import signal

from aiohttp import web

from .control import control_app
from .server import TOKEN, FakeBotApi


async def serve(port: int, token: str) -> None:
    """Run until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with FakeBotApi(token, port) as api:
        runner = web.AppRunner(control_app(api), access_log=None, shutdown_timeout=0.05)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        control = f"http://127.0.0.1:{runner.addresses[0][1]}"
        print(json.dumps({"api_url": api.host_url, "control_url": control, "token": token}), flush=True)
        await stop.wait()
        await runner.cleanup()


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="botapi", description="A Bot API fake for tests and the bench.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    arguments = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments.port, arguments.token))


main()

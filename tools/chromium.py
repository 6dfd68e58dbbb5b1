"""Finds a Chromium for the browser tests, or fetches one, and prints its path.

In this order: `$CHROMIUM`, one on PATH, the system's packages (as root), playwright's own download, and the
npm package `@sparticuz/chromium`, which needs neither root nor a browser download server. What was fetched
stays under `.cache/`. A candidate counts only when it starts.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

CACHE = Path(__file__).resolve().parent.parent / ".cache"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NPM_PACKAGE = "@sparticuz/chromium@147"
ADVICE = (
    "No Chromium could be found or fetched: install one (Debian: apt-get install chromium) "
    "or set CHROMIUM=/path/to/it, and run again."
)

# Node unpacks its own compression; Python's standard library cannot read brotli.
UNPACK = """
const fs = require("fs"), zlib = require("zlib"), [source, target] = process.argv.slice(1);
fs.writeFileSync(target, zlib.brotliDecompressSync(fs.readFileSync(source)));
"""

WRAPPER = """#!/bin/sh
here="$(cd "$(dirname "$0")" && pwd)"
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/own-fonts.conf"
exec "$here/chrome" "$@"
"""


# On a machine without fonts the pages are drawn with the project's own.
FONTS = f"""<?xml version="1.0"?>
<fontconfig><dir>{CACHE.parent}/reports/assets/fonts</dir><cachedir>{CACHE}/fonts</cachedir></fontconfig>
"""


def starts(candidate: str | Path) -> bool:
    """Whether this program is a browser that loads (a stub, or one without its libraries, is not)."""
    try:
        run = subprocess.run(
            [candidate, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and "Chrom" in run.stdout


def on_path() -> Iterator[Path]:
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)


def from_system_packages() -> Iterator[Path]:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    if run("apt-get", "update", "-qq", env=quiet):
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", env=quiet)
    yield from on_path()


def from_playwright() -> Iterator[Path]:
    folder = CACHE / "browsers"
    if not any(folder.glob("chromium*")):
        command = (sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")
        run(*command, env={"PLAYWRIGHT_BROWSERS_PATH": str(folder)})
    for name in ("chrome-headless-shell", "headless_shell", "chrome"):
        yield from sorted(folder.glob(f"chromium*/*/{name}"))


def from_npm() -> Iterator[Path]:
    folder = CACHE / "chromium"
    wrapper = folder / "chromium"
    if not wrapper.exists():
        if not (shutil.which("npm") and shutil.which("node")):
            return
        folder.mkdir(parents=True, exist_ok=True)
        install = (
            "npm",
            "install",
            "--prefix",
            str(folder),
            "--no-audit",
            "--no-fund",
            "--no-save",
            NPM_PACKAGE,
        )
        if not run(*install):
            return
        unpack(folder / "node_modules/@sparticuz/chromium/bin", folder)
    yield wrapper


def unpack(packed: Path, folder: Path) -> None:
    """The browser, its libraries and fonts out of the package, and last a wrapper that points it to them."""
    decompress(packed / "chromium.br", folder / "chrome")
    (folder / "chrome").chmod(0o755)
    for name in ("al2023", "fonts", "swiftshader"):
        archive = folder / f"{name}.tar"
        decompress(packed / f"{name}.tar.br", archive)
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        archive.unlink()
    (folder / "own-fonts.conf").write_text(FONTS)
    wrapper = folder / "chromium.new"
    wrapper.write_text(WRAPPER)
    wrapper.chmod(0o755)
    wrapper.rename(folder / "chromium")


def decompress(source: Path, target: Path) -> None:
    subprocess.run(["node", "-e", UNPACK, source, target], check=True)


def run(*command: str, env: Mapping[str, str] | None = None) -> bool:
    """Runs a fetching command with its output on stderr (stdout carries the path); whether it succeeded."""
    print("$", " ".join(command), file=sys.stderr)
    try:
        done = subprocess.run(
            command, env={**os.environ, **(env or {})}, stdout=sys.stderr, timeout=600, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


SOURCES: Sequence[Callable[[], Iterator[Path]]] = (on_path, from_system_packages, from_playwright, from_npm)


def find(sources: Sequence[Callable[[], Iterator[Path]]] = SOURCES) -> Path | None:
    """The first Chromium that starts, or None. A wrong `$CHROMIUM` is said, not replaced."""
    if chosen := os.environ.get("CHROMIUM"):
        return Path(chosen) if starts(chosen) else None
    return next((path for source in sources for path in source() if starts(path)), None)


def main() -> int:
    try:
        found = find()
    except (subprocess.CalledProcessError, OSError, tarfile.TarError) as error:
        print(f"Fetching Chromium failed: {error}", file=sys.stderr)
        found = None
    if found is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())

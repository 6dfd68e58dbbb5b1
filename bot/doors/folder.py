"""The data folder: whether its disk can be trusted and has room. Best effort, from what Linux tells."""

import shutil
from pathlib import Path

LEAST_FREE = 500_000_000
"""Bytes."""

NETWORK = ("nfs", "cifs", "smb", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.s3fs", "fuse.rclone")
MOUNTS = Path("/proc/mounts")


def network_problem(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """A line when the folder lies on a network file system: its locks lose data."""
    kind = _file_system(folder.absolute(), mounts)
    if kind.startswith(NETWORK):
        return f"the data folder {folder} is on a network file system ({kind}): use a local disk"
    return None


def room_problem(folder: Path, least: int = LEAST_FREE) -> str | None:
    """A line when too little room is left."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(nearest).free
    if free < least:
        return (
            f"only {free // 1_000_000} MB are free for the data folder {folder}: "
            f"make room, {least // 1_000_000} MB are needed"
        )
    return None


def _file_system(folder: Path, mounts: Path) -> str:
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    around = [(line[1], line[2]) for line in lines if len(line) > 2 and folder.is_relative_to(line[1])]
    return max(around, key=lambda mount: len(mount[0]), default=("", ""))[1]

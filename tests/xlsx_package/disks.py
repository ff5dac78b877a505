"""Disks of a test's own, in memory: a small one that fills up, one that turns read-only, one that is pulled out.

They are mounted where only the process that mounts them sees it, and are gone with it. That takes root, or a user
namespace (which some systems forbid): where neither is to be had, the test fails and says so.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_NEW_MOUNTS, _NEW_USER = 0x20000, 0x10000000
_READ_ONLY, _REMOUNT, _BIND, _ALL, _PRIVATE = 0x1, 0x20, 0x1000, 0x4000, 0x40000
_DETACH = 2


def own_mounts() -> None:
    """From here on this process, and no other, sees what it mounts. AssertionError where the system forbids that."""
    user, group = os.getuid(), os.getgid()
    try:
        _call("unshare", _NEW_MOUNTS | (_NEW_USER if user else 0))
        if user:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"0 {user} 1")
            Path("/proc/self/gid_map").write_text(f"0 {group} 1")
        _call("mount", None, b"/", None, _ALL | _PRIVATE, None)
    except OSError as error:
        message = "this test mounts a disk in memory: run it as root, or allow user namespaces"
        raise AssertionError(f"{message} ({error})") from error


def mount(folder: Path, options: str) -> None:
    """A new empty disk at `folder`, of the size in `options` (`size=64k,nr_inodes=9`)."""
    _call("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options.encode())


def change(folder: Path, options: str) -> None:
    """Give the disk at `folder` other `options`; what is on it stays."""
    _call("mount", None, os.fsencode(folder), None, _REMOUNT, options.encode())


def make_read_only(folder: Path) -> None:
    """Nothing on the disk at `folder` can be written any more."""
    _call("mount", None, os.fsencode(folder), None, _REMOUNT | _READ_ONLY, None)


def show_at(folder: Path, disk: Path) -> None:
    """The disk `disk` at a second place, from which it may be pulled out."""
    _call("mount", os.fsencode(disk), os.fsencode(folder), None, _BIND, None)


def pull_out(folder: Path) -> None:
    """Take away what is mounted at `folder`, whoever is at work on it: what is open stays open, its names are gone."""
    _call("umount2", os.fsencode(folder), _DETACH)


def _call(name: str, *arguments: object) -> None:
    function = getattr(ctypes.CDLL(None, use_errno=True), name)
    if function(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)

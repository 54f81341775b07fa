"""The raw bytes of every report, in a folder beside the database, each file named by its SHA-256."""

import hashlib
import os
from pathlib import Path

from accordingto.errors import LedgerError, NotFound


class RawFolder:
    """`<ledger>.raw/ab/abcdef…`: bytes are written once, whole or not at all, and never changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the bytes with this SHA-256 (hexadecimal) stand."""
        return self.folder / digest[:2] / digest

    def put(self, data: bytes) -> str:
        """Keep the bytes and return their SHA-256; when this returns they are safe on the disk.

        Raises LedgerError when the folder cannot be written.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self.path(digest)
        try:
            if not (path.is_file() and path.stat().st_size == len(data)):
                _write_whole(path, data)
        except OSError as error:
            raise LedgerError(
                f"{path}: the raw bytes of a report cannot be kept ({error.strerror or error}): make room or "
                "allow writing there, and run the same command again; nothing acknowledged was lost"
            ) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this SHA-256. Raises NotFound when they are not there, or are no longer those bytes."""
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise NotFound(
                f"{path}: raw bytes are missing ({error.strerror or error}): restore the folder"
            ) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise NotFound(
                f"{path}: the raw bytes were changed after they were kept: restore the file from a copy"
            )
        return data


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside, flush, rename, flush the folders: after a crash the file is whole or absent."""
    new_folders = [p for p in (path.parent, path.parent.parent) if not p.is_dir()]
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    for folder in (path.parent, *(p.parent for p in new_folders)):
        flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power, where the system has a way to ask for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

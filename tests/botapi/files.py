"""Uploaded files and how they are shown."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from tests.botapi.errors import bad_request

_PHOTO_LIMIT = 10 * 1024 * 1024
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_MOST_PIXELS, _MOST_RATIO = 10_000, 20


class Files:
    """The files that the server holds, by file_id."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def photo(self, value: Any) -> list[dict[str, Any]]:
        """Return the sizes of a photo: given as bytes it is stored, given as a file_id looked up.

        Raises:
            ApiError: it is no picture, too large, or unknown.

        """
        if isinstance(value, str):
            if value not in self._files:
                raise bad_request("wrong remote file identifier specified: Wrong string length")
            file_id, content = value, self._files[value]
        elif isinstance(value, bytes):
            file_id, content = self._store(value), value
        else:
            raise bad_request("there is no photo in the request")
        width, height = _size(content)
        unique = file_id[-16:]
        return [
            {
                "file_id": file_id,
                "file_unique_id": unique,
                "width": width,
                "height": height,
                "file_size": len(content),
            }
        ]

    def get_file(self, params: dict[str, Any]) -> dict[str, Any]:
        file_id = params.get("file_id", "")
        if file_id not in self._files:
            raise bad_request("invalid file_id")
        return {
            "file_id": file_id,
            "file_unique_id": file_id[-16:],
            "file_size": len(self._files[file_id]),
            "file_path": f"photos/{file_id}",
        }

    def content(self, path: str) -> bytes | None:
        """Return what stands under a `file_path`."""
        return self._files.get(path.removeprefix("photos/"))

    def _store(self, content: bytes) -> str:
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > _PHOTO_LIMIT:
            raise bad_request(f"file of size {len(content)} bytes is too big for a photo")
        file_id = "AgAC" + hashlib.sha256(content).hexdigest()
        self._files[file_id] = content
        return file_id


def _size(content: bytes) -> tuple[int, int]:
    if content.startswith(_JPEG):
        return 800, 600
    if not content.startswith(_PNG):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])
    if width + height > _MOST_PIXELS or max(width, height) > _MOST_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height

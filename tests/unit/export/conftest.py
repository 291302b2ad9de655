from __future__ import annotations

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import automl_eval_widgets as aew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ELEMENT = r'<script type="text/plain" id="aew-{}">([A-Za-z0-9+/=]*)</script>'


class Opened:
    """A file as a browser reads it."""

    def __init__(self, html: str) -> None:
        self.html = html

    def element(self, name: str) -> bytes:
        found = re.search(ELEMENT.format(name), self.html)
        assert found, f"no element aew-{name}"
        return gzip.decompress(base64.b64decode(found[1])) if found[1] else b""

    def read(self, name: str) -> tuple[dict[str, Any], dict[tuple[str | int, ...], bytes]]:
        """Give the data, and its buffers by their places."""
        data = self.element(name)
        length = int.from_bytes(data[:4], "little")
        document = json.loads(data[4 : 4 + length])
        begin = -(-(4 + length) // 8) * 8
        buffers = {tuple(path): data[begin + at :][:size] for path, at, size in document["buffers"]}
        return document["file"], buffers

    def pictures(self) -> dict[int, bytes]:
        file, buffers = self.read("pictures")
        data = buffers[("data",)]
        at, found = 0, {}
        for item, length in zip(file["items"], file["lengths"], strict=True):
            found[item] = data[at : at + length]
            at += length
        return found


@pytest.fixture
def folder_of_pictures(tmp_path: Path) -> list[Path]:
    """Give 60 photographs with EXIF, noise that does not compress."""
    rng = np.random.default_rng(0)
    paths = []
    for i in range(60):
        picture = Image.fromarray(rng.integers(0, 256, (120, 160, 3), np.uint8))
        exif = Image.Exif()
        exif[0x010E], exif[0x013B] = "taken at home", "Jane Doe"
        paths.append(tmp_path / f"photo-{i:02d}.jpg")
        picture.save(paths[-1], exif=exif)
    return paths


@pytest.fixture
def view(folder_of_pictures: list[Path]) -> Iterator[aew.EvaluationView]:
    rng = np.random.default_rng(1)
    scores = rng.dirichlet(np.ones(3), 60).astype(np.float32)
    truth = rng.integers(0, 3, 60)
    model = aew.EvaluationModel(
        truth, scores, labels=["daisy", "rose", "tulip"], images=folder_of_pictures, name="flowers"
    )
    view = aew.EvaluationView(model, label="rose", threshold=0.4)
    yield view
    view.close()

"""Helpers of the image tests, as fixtures: every file and picture is made by the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from automl_eval_widgets.images import Thumbnail, Thumbnails

Shown = Callable[..., Thumbnail]
Encoded = Callable[..., bytes]
Pixels = Callable[[Thumbnail], NDArray[np.uint8]]
PixelsOf = Callable[[object], NDArray[np.uint8]]
MakeThumbnails = Callable[..., Thumbnails]


@pytest.fixture
def shown() -> Shown:
    """Return a function: the thumbnail of one reference."""

    def thumbnail_of(reference: object, **settings: Any) -> Thumbnail:
        thumbnails = Thumbnails([reference], **settings)
        try:
            return thumbnails.get([0])[0]
        finally:
            thumbnails.close()

    return thumbnail_of


@pytest.fixture
def encoded() -> Encoded:
    """Return a function: a Pillow image as the bytes of a file."""

    def bytes_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
        stream = io.BytesIO()
        image.save(stream, kind, **options)
        return stream.getvalue()

    return bytes_of


@pytest.fixture
def pixels() -> Pixels:
    """Return a function: the pixels of a thumbnail, which must be a WebP of the stated size."""

    def array_of(thumbnail: Thumbnail) -> NDArray[np.uint8]:
        assert thumbnail.problem == ""
        with Image.open(io.BytesIO(thumbnail.data)) as image:
            assert image.format == "WEBP"
            assert image.size == (thumbnail.width, thumbnail.height)
            return np.asarray(image)

    return array_of


@pytest.fixture
def pixels_of(shown: Shown, pixels: Pixels) -> PixelsOf:
    """Return a function: the pixels of the thumbnail of one reference."""
    return lambda reference: pixels(shown(reference))


@pytest.fixture
def photo() -> Image.Image:
    """Return a smooth picture of 400 x 300 pixels: red grows to the right, green downwards."""
    red, green = np.meshgrid(np.linspace(0, 255, 400), np.linspace(0, 255, 300))
    return Image.fromarray(np.dstack([red, green, np.full_like(red, 128)]).astype(np.uint8))


@pytest.fixture
def open_thumbnails() -> Iterator[MakeThumbnails]:
    """Return a function that makes `Thumbnails`, which are closed after the test."""
    made: list[Thumbnails] = []

    def make(*arguments: Any, **settings: Any) -> Thumbnails:
        made.append(Thumbnails(*arguments, **settings))
        return made[-1]

    yield make
    for thumbnails in made:
        thumbnails.close()

"""Pictures in Python: a page of thumbnails from files, from disk, from memory; and 100,000 paths not looked at."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

import automl_eval_widgets as aew
from automl_eval_widgets.images import Thumbnails
from automl_eval_widgets.images.disk import DiskCache
from tests.benchmarks.measure import in_turns
from tests.benchmarks.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PAGE = 24
SIZES = ((500, 375), (1600, 1200), (4000, 3000))
SMALL = ((80, 60),)
COLD = {(500, 375): "<= 400", (1600, 1200): "<= 400"}


def rows(*, small: bool) -> Iterator[Row]:
    """Measure pages of photographs of several sizes, then paths."""
    with tempfile.TemporaryDirectory() as folder:
        for size in SMALL if small else SIZES:
            photos = _photos(Path(folder), size, 3 if small else PAGE)
            yield from _page(photos, size, Path(folder) / f"cache-{size[0]}", rounds=1 if small else 9)
        yield _memory(photos, size)
    yield from _paths(1_000 if small else 100_000, rounds=1 if small else 5)


def _page(photos: Sequence[Path], size: tuple[int, int], cache: Path, rounds: int) -> Iterator[Row]:
    """Thumbnails of a page: made, found on disk, found in memory, and made by a plain loop with Pillow."""
    disk = DiskCache(cache)
    kept = Thumbnails(photos, disk=disk)
    kept.get(range(len(photos)))
    works: dict[str, Callable[[], object]] = {
        "cold": lambda: _shown(Thumbnails(photos, disk=None), len(photos)),
        "disk": lambda: _shown(Thumbnails(photos, disk=disk), len(photos)),
        "memory": lambda: kept.get(range(len(photos))),
        "plain": lambda: [_plain(path) for path in photos],
    }
    times = in_turns(works, rounds)
    kept.close()
    what = f"{len(photos)} of {size[0]:,} x {size[1]:,}"
    yield Row("thumbnails of a page, from files", what, times["cold"] * 1000, "ms", COLD.get(size, ""), "JPEG")
    yield Row("thumbnails of a page, a loop with Pillow / ours", what, times["plain"] / times["cold"], "x", ">= 1")
    yield Row("thumbnails of a page, from the disk cache", what, times["disk"] * 1000, "ms", "<= 50")
    yield Row("thumbnails of a page, from memory", what, times["memory"] * 1000, "ms", "<= 5")


MEMORY = """
import sys
from automl_eval_widgets.images import Thumbnails
from tests.benchmarks.measure import resident_bytes
print(resident_bytes(lambda: Thumbnails(sys.argv[1:], disk=None).get(range(len(sys.argv) - 1))))
"""


def _memory(photos: Sequence[Path], size: tuple[int, int]) -> Row:
    """Measure the memory of a page in a process of its own: one that has made pictures has got its memory already."""
    root = Path(__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", MEMORY, *photos], cwd=root, check=True, capture_output=True, text=True)
    gained = None if said.stdout.strip() == "None" else int(said.stdout) / 1e6
    what = f"{len(photos)} of {size[0]:,} x {size[1]:,}"
    return Row("memory while a page is made", what, gained, "MB", "<= 300", "not Linux" if gained is None else "")


def _shown(thumbnails: Thumbnails, n_items: int) -> None:
    assert not any(found.problem for found in thumbnails.get(range(n_items)))
    thumbnails.close()


def _plain(path: Path) -> bytes:
    """Make a thumbnail as the shortest code does it."""
    with Image.open(path) as image:
        image.thumbnail((160, 160))
        stream = io.BytesIO()
        image.save(stream, "WEBP")
    return stream.getvalue()


def _photos(folder: Path, size: tuple[int, int], count: int) -> list[Path]:
    """Write photographs of nothing: as smooth and as noisy as others, and no two alike."""
    chance = np.random.default_rng(0)
    paths = []
    for number in range(count):
        coarse = Image.fromarray(chance.integers(0, 256, (30, 40, 3), dtype=np.uint8))
        noise = chance.normal(0, 4, (size[1], size[0], 1))
        pixels = np.asarray(coarse.resize(size, Image.Resampling.BICUBIC)) + noise
        path = folder / f"{size[0]}-{number}.jpg"
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path, quality=85)
        paths.append(path)
    return paths


def _paths(n_items: int, rounds: int) -> Iterator[Row]:
    """A model with paths against one without; the files do not exist, so that looking at them would show."""
    truth = np.zeros(n_items, np.int64)
    scores = np.full((n_items, 2), 0.5, np.float32)
    ids = [str(i) for i in range(n_items)]
    paths = [f"/nowhere/{i}.jpg" for i in range(n_items)]

    def model(images: list[str] | None) -> aew.EvaluationModel:
        return aew.EvaluationModel(truth, scores, labels=["a", "b"], ids=ids, images=images)

    times = in_turns({"with": lambda: model(paths), "without": lambda: model(None)}, rounds)
    what = f"{n_items:,} paths"
    yield Row("a model with paths / without images", what, times["with"] / times["without"], "x", "<= 1.5")
    added = (times["with"] - times["without"]) * 1000
    yield Row("what the paths add", what, added, "ms", "<= 100", "nothing is opened")

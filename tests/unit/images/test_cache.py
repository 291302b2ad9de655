"""The cache keeps within its bytes, and lets go what was used longest ago."""

from __future__ import annotations

from automl_eval_widgets.images.cache import ThumbnailCache
from automl_eval_widgets.images.render import Thumbnail


def of(item: int, length: int = 700) -> Thumbnail:
    """Return a thumbnail that counts `length` + 300 bytes."""
    return Thumbnail(item, b"x" * length, 8, 8)


def test_the_one_used_longest_ago_goes_first() -> None:
    cache = ThumbnailCache(3000)
    for item in (0, 1, 2):
        cache.put(of(item))
    assert cache.get(0) == of(0)
    cache.put(of(3))
    assert [cache.get(item) is not None for item in range(4)] == [True, False, True, True]
    assert cache.n_bytes == 3000


def test_a_large_one_takes_the_place_of_several() -> None:
    cache = ThumbnailCache(3000)
    for item in (0, 1, 2):
        cache.put(of(item))
    cache.put(of(3, 1700))
    assert [cache.get(item) is not None for item in range(4)] == [False, False, True, True]


def test_one_over_the_limit_is_not_kept_and_drives_no_other_out() -> None:
    cache = ThumbnailCache(1500)
    cache.put(of(0))
    cache.put(of(1, 5000))
    assert (len(cache), cache.n_bytes) == (1, 1000)


def test_putting_an_item_again_counts_it_once() -> None:
    cache = ThumbnailCache(3000)
    cache.put(of(0))
    cache.put(of(0, 100))
    assert (len(cache), cache.n_bytes) == (1, 400)
    cache.clear()
    assert (len(cache), cache.n_bytes) == (0, 0)

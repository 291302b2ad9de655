"""From the arrays that people keep pictures in to Pillow images of 8 bits a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from .problems import PictureError, check_size, detail

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CHANNELS = (1, 3, 4)
_SHAPES = "(H, W), (H, W, 1), (H, W, 3), (H, W, 4) or (3, H, W)"
_TO_EIGHT_BITS = ((np.arange(65536) + 128) // 257).astype(np.uint8)  # x / 65535 * 255, rounded half up
_HALF_A_STEP = 0.5 / 255  # a value that far outside [0, 1] still rounds to black or white


def image_of(reference: object, max_pixels: int) -> Image.Image:
    """Return an array, or what offers `__array__` such as a torch tensor, as a Pillow image.

    Parameters
    ----------
    reference : array
        (H, W), (H, W, 1), (H, W, 3), (H, W, 4), or channels first: (1, H, W), (3, H, W), (4, H, W). Where both readings
        fit, the channels are last.
    max_pixels : int
        The most pixels, H * W.

    Raises
    ------
    PictureError
        When the array has another shape, or values that are no picture.
    """
    array = _channels_last(as_array(reference))
    check_size(array.shape[1], array.shape[0], max_pixels)
    return Image.fromarray(np.ascontiguousarray(eight_bits(array)))


def as_array(reference: object) -> NDArray[Any]:
    """Return `reference` as a NumPy array; a torch tensor may need gradients or live on a GPU."""
    try:
        for step in ("detach", "cpu"):
            method = getattr(reference, step, None)
            reference = method() if callable(method) else reference
        return np.asarray(reference)
    except Exception as error:
        raise PictureError(f"not readable as an array: {detail(error)}") from error


def eight_bits(array: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the values as 0 to 255: bool, uint8, uint16 (of 0 to 65535), integers of 0 to 255, floats of 0 to 1."""
    kind = array.dtype.kind
    if array.dtype == np.uint8:
        return array
    if kind == "b":
        return array.astype(np.uint8) * np.uint8(255)
    if np.issubdtype(array.dtype, np.uint16):
        return np.take(_TO_EIGHT_BITS, array)
    if kind in "iu":
        _check_range(array, 0, 255, "give uint8 (0 to 255) or uint16 (0 to 65535)")
        return array.astype(np.uint8)
    if kind == "f":
        return _from_floats(array)
    raise PictureError(f"an array of {array.dtype}, expected uint8, uint16, bool, or float from 0 to 1")


def _from_floats(array: NDArray[Any]) -> NDArray[np.uint8]:
    """Return floats of 0 to 1 as 0 to 255, rounded half up."""
    if not np.isfinite(array).all():
        raise PictureError("an array with NaN or infinite values, expected float from 0 to 1")
    divide = "divide by the largest value there can be, such as 255"
    normalised = "undo the normalisation (x * std + mean)"
    _check_range(array, 0, 1, divide if array.min() >= 0 else normalised, slack=_HALF_A_STEP)
    scaled: NDArray[np.float32] = np.multiply(array.clip(0, 1), 255, dtype=np.float32)
    return (scaled + np.float32(0.5)).astype(np.uint8)


def _check_range(array: NDArray[Any], low: int, high: int, remedy: str, slack: float = 0.0) -> None:
    """Raise a `PictureError` that says what was found, unless all values lie in [low, high]."""
    least, most = array.min(), array.max()
    if least < low - slack or most > high + slack:
        raise PictureError(f"{array.dtype} values from {least:.4g} to {most:.4g}, expected {low} to {high}: {remedy}")


def _channels_last(array: NDArray[Any]) -> NDArray[Any]:
    """Return the array as (H, W), (H, W, 3) or (H, W, 4)."""
    if 0 in array.shape or array.ndim not in (2, 3):
        raise PictureError(f"an array of shape {array.shape}, expected {_SHAPES}")
    if array.ndim == 2:
        return array
    if array.shape[2] not in _CHANNELS:
        if array.shape[0] not in _CHANNELS:
            raise PictureError(f"an array of shape {array.shape}, expected {_SHAPES}")
        array = np.moveaxis(array, 0, 2)
    return array[:, :, 0] if array.shape[2] == 1 else array

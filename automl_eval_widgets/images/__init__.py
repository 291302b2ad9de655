"""From an image reference to a thumbnail, off the main thread; imports nothing else of the package."""

from .render import Thumbnail
from .thumbnails import Thumbnails

__all__ = ["Thumbnail", "Thumbnails"]

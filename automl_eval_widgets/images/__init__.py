"""From an image reference to a thumbnail, off the main thread; imports nothing else of the package."""

from .problems import NOT_GIVEN
from .render import Thumbnail
from .thumbnails import Thumbnails

__all__ = ["NOT_GIVEN", "Thumbnail", "Thumbnails"]

"""Pictures from object stores and other file systems, through fsspec."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .problems import PictureError, file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

INSTALL = "pip install 'automl_eval_widgets[remote]'"


def read_remote(address: str, scheme: str, max_bytes: int) -> bytes:
    """Return the bytes behind an address such as `gs://bucket/a.jpg`; see `opened_remote`."""
    with opened_remote(address, scheme) as stream:
        data: bytes = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise PictureError(f"too large: more than {max_bytes / 1e6:,.0f} MB: {file_name(address)}")
    return data


@contextmanager
def opened_remote(address: str, scheme: str) -> Iterator[Any]:
    """Open an address with fsspec, for reading.

    Raises
    ------
    PictureError
        Says what is wrong with the last part of the path only, or which line installs what is missing. Addresses that
        chain file systems ("::") are refused: they open more than they seem to.
    """
    name = file_name(address)
    if "::" in address:
        raise PictureError(f"a chain of addresses ('::'), of which zip://member::archive alone is read: {name}")
    try:
        with _open(address, scheme) as stream:
            yield stream
    except PictureError:
        raise
    except ImportError as error:
        raise PictureError(f"{scheme}: addresses need more packages: {INSTALL}") from error
    except FileNotFoundError as error:
        raise PictureError(f"file not found: {name}") from error
    except PermissionError as error:
        raise PictureError(f"not allowed to read, or not signed in: {name}") from error
    except TimeoutError as error:
        raise PictureError(f"the server did not answer: {name}") from error
    except Exception as error:
        raise PictureError(f"could not be read ({type(error).__name__}): {name}") from error


def _open(address: str, scheme: str) -> AbstractContextManager[Any]:
    import fsspec  # noqa: PLC0415 - an extra

    if scheme not in fsspec.available_protocols() and scheme not in fsspec.registry:
        raise PictureError(f"{scheme}: addresses are not known: expected https:, gs:, s3:, hf:, or another of fsspec")
    system, path = fsspec.core.url_to_fs(address)
    opened: AbstractContextManager[Any] = system.open(path, "rb")
    return opened

"""Import files of AutoML Vision (CSV) and Vertex AI (JSON lines) of a data set."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from automl_eval_widgets.addresses import kind_of_text
from automl_eval_widgets.validation.words import kind_of, shown

from .files import replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from automl_eval_widgets.data import EvaluationData

    Uri = str | Callable[[str], str] | None

ML_USE = {"TRAIN": "training", "VALIDATION": "validation", "TEST": "test"}
USE = "aiplatform.googleapis.com/ml_use"


def write_automl_csv(data: EvaluationData, path: str | os.PathLike[str], uri: Uri) -> None:
    """Write ``ML_USE,path,LABEL,LABEL,...``, a line for each item."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for use, where, labels in _rows(data, uri):
        writer.writerow([use, where, *labels])
    replaced(Path(path), lambda aside: aside.write_bytes(text.getvalue().encode()))


def write_vertex_jsonl(data: EvaluationData, path: str | os.PathLike[str], uri: Uri) -> None:
    """Write a JSON object for each item, as Vertex AI imports them for single-label or multi-label classification."""
    several = data.truth.ndim > 1
    lines = []
    for use, where, labels in _rows(data, uri):
        names = [{"displayName": label} for label in labels]
        annotation: dict[str, Any] = (
            {"classificationAnnotations": names} if several else {"classificationAnnotation": names[0]}
        )
        line = {"imageGcsUri": where, **annotation, "dataItemResourceLabels": {USE: ML_USE[use]}}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    replaced(Path(path), lambda aside: aside.write_bytes("".join(lines).encode()))


def _rows(data: EvaluationData, uri: Uri) -> Iterator[tuple[str, str, list[str]]]:
    """Give split, address and labels of each item."""
    for i, name in enumerate(data.ids):
        truth = [int(data.truth[i])] if data.truth.ndim == 1 else np.flatnonzero(data.truth[i]).tolist()
        yield str(data.splits[i]), _address(data, i, name, uri), [data.labels[j] for j in truth]


def _address(data: EvaluationData, i: int, name: str, uri: Uri) -> str:
    if callable(uri):
        found: Any = uri(name)
        what = f"uri({shown(name)})"
    elif uri is not None:
        return f"{uri}{name}"
    else:
        found = None if data.images is None else data.images[i]
        what = f"images[{i}]"
    text = os.fspath(found) if isinstance(found, os.PathLike) else found
    if not isinstance(text, str) or not text or kind_of_text(text)[0] in ("data", "base64"):
        given = f"is a {kind_of(found)}" if not isinstance(text, str) else "is no path or address"
        raise ValueError(f"{what} {given}: {_REMEDY}")
    if _is_secret(text):
        raise ValueError(f"{what} is an address with a password or a query, which are written to no file: {_REMEDY}")
    return text


_REMEDY = "give uri='gs://bucket/folder/' if the ids are the names of the files there, or a function of the id"


def _is_secret(text: str) -> bool:
    if kind_of_text(text)[0] != "address":
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return True
    return bool(parts.query or parts.username or parts.password)

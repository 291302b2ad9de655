"""Pictures as a view has them: any reference, functions and folders, and one warning for all that cannot be shown."""

from __future__ import annotations

import asyncio
import re
import threading
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import automl_eval_widgets as aew
from automl_eval_widgets.export import notebook, static
from automl_eval_widgets.export.pictures import choose
from automl_eval_widgets.images import Thumbnails
from automl_eval_widgets.widgets import coordinator
from automl_eval_widgets.widgets.picture_answers import answer_pictures
from automl_eval_widgets.widgets.picture_problems import PictureWarning, table, warn

LABELS = ["a", "b"]
GREY = np.full((8, 8), 99, np.uint8)


def model_of(images: Any, n: int = 6, **about: Any) -> aew.EvaluationModel:
    return aew.EvaluationModel([0] * n, [[0.9, 0.1]] * n, labels=LABELS, images=images, **about)


def test_one_warning_counts_what_cannot_be_shown(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"hello")
    images = ["https://[x/a.jpg?sig=secret", str(tmp_path / "no.jpg"), "/nowhere/no.jpg", str(broken), GREY, b""]
    with pytest.warns(PictureWarning) as found:
        view = aew.EvaluationView(model_of(images, ids=list("uvwxyz")))
    (warning,) = found
    assert str(warning.message) == (
        "5 of the first 6 pictures cannot be shown: file not found (2); not an address (1); "
        "not a picture Pillow can read (1); other reasons (1). See view.picture_problems"
    )
    assert view.picture_problems.to_dict("list") == {
        "id": ["u", "v", "w", "x", "z"],
        "problem": [
            "not an address: expected https://host/path",
            "file not found: no.jpg",
            "file not found: no.jpg",
            "not a picture Pillow can read",
            "empty: 0 bytes",
        ],
    }
    assert view.coordinator.album["problems"][4] == ""
    view.close()


def test_no_warning_where_all_are_shown() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        view = aew.EvaluationView(model_of([GREY] * 6))
        without = aew.EvaluationView(model_of(None))
    assert view.picture_problems.empty
    assert list(without.picture_problems) == ["id", "problem"]
    view.close()
    without.close()
    warn({}, 3)
    assert table({}, ()).empty


def test_problems_that_differ_in_numbers_only_are_one() -> None:
    problems = {i: f"the server did not answer within {i} seconds: {i}.jpg" for i in range(3)}
    with pytest.warns(PictureWarning, match=re.escape("shown: the server did not answer within N seconds (3). See")):
        warn(problems, 9)


def test_a_function_of_the_id() -> None:
    asked: list[str] = []

    def picture(name: str) -> object:
        asked.append(name)
        return {"0": GREY, "1": Image.fromarray(GREY), "2": None}[name]

    model = model_of(picture, n=3)
    assert (model.ids, asked) == (("0", "1", "2"), [])
    assert model.examples("tp")["image"].tolist() == [None] * 3
    assert "image" not in model.items
    assert asked == []
    view = aew.EvaluationView(model.subset([2, 1, 0]))
    assert sorted(asked) == ["0", "1", "2"]
    assert view.picture_problems["id"].tolist() == ["2"]
    view.close()


def test_a_function_that_raises() -> None:
    def picture(name: str) -> object:
        raise KeyError(f"https://ann:secret@host/{name}")

    with pytest.warns(PictureWarning):
        view = aew.EvaluationView(model_of(picture))
    assert set(view.picture_problems["problem"]) == {"could not be read: KeyError"}
    view.close()


def test_a_picture_that_does_not_come_holds_no_view_up(monkeypatch: pytest.MonkeyPatch) -> None:
    gate, asked = threading.Event(), threading.Event()

    class Late:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            asked.set()
            assert gate.wait(20)
            return GREY

    monkeypatch.setattr(coordinator, "PATIENCE", 0.01)
    view = aew.EvaluationView(model_of([GREY, Late(), GREY], n=3))
    assert asked.wait(20)
    assert 1 not in view.coordinator.album["items"]
    assert not gate.is_set()
    gate.set()
    assert view.coordinator.pictures([1])[0].data
    view.close()


def test_a_folder_for_all_images(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for name in ("photos/rose.png", "tulip.png"):
        Image.fromarray(GREY).save(tmp_path / name)
    model = model_of(["rose.png", "../tulip.png"], n=2, image_root=tmp_path / "photos")
    assert model.image_root == str(tmp_path / "photos")
    assert model.subset([1]).image_root == model.image_root
    with pytest.warns(PictureWarning, match="outside image_root"):
        view = aew.EvaluationView(model)
    assert view.picture_problems["id"].tolist() == ["tulip.png"]
    view.close()


@pytest.mark.parametrize(
    ("root", "error", "text"),
    [
        ("no such folder", ValueError, "image_root='no such folder' does not exist: expected a folder"),
        (__file__, ValueError, "is a file: expected a folder"),
        (3, TypeError, r"image_root=3 \(int\): expected the path of a folder"),
    ],
)
def test_what_is_no_folder(root: Any, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        model_of(["a.png"], n=1, image_root=root)


def test_ids_of_images_hold_no_secret_and_no_picture() -> None:
    address = "https://ann:secret@host/{}.jpg?sig=secret"
    assert model_of([address.format(i) for i in range(2)], n=2).ids == ("0.jpg", "1.jpg")
    assert model_of(["zip://x/a.jpg::p.zip", "zip://x/b.jpg::p.zip"], n=2).ids == ("a.jpg", "b.jpg")
    assert model_of(["data:image/png;base64,AA", "data:image/png;base64,BB"], n=2).ids == ("0", "1")
    with pytest.raises(TypeError, match="images is an address, a single value") as error:
        model_of("https://ann:secret@host/a.jpg?sig=secret")
    assert "secret" not in str(error.value)


def test_a_hundred_thousand_paths_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"/nowhere/{i}.jpg" for i in range(100_000)]
    looked: list[Path] = []
    stat = Path.stat

    def counted(path: Path, **options: Any) -> Any:
        looked.append(path)
        return stat(path, **options)

    monkeypatch.setattr(Path, "stat", counted)
    model = model_of(paths, n=100_000)
    model.examples("tp")
    assert model.image_root is None
    assert not [path for path in looked if "nowhere" in str(path)]


def test_one_late_picture_holds_no_other_up() -> None:
    """Asked with a patience, Python answers with what is there; asked again, with the rest."""
    gate = threading.Event()

    class Late:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            assert gate.wait(20)
            return GREY

    thumbnails = Thumbnails([GREY, Late(), b"x"])
    sent: list[tuple[dict[str, Any], list[bytes]]] = []

    async def ask(**question: Any) -> None:
        arrived = asyncio.Event()

        def send(answer: dict[str, Any], buffers: list[bytes]) -> None:
            sent.append((answer, buffers))
            arrived.set()

        answer_pictures(thumbnails, question, send)
        await asyncio.wait_for(arrived.wait(), 20)

    thumbnails.get([0, 2])
    asyncio.run(ask(id=1, items=[2, 1, 0], seconds=0.01))
    gate.set()
    asyncio.run(ask(id=2, items=[1], seconds=20))
    asyncio.run(ask(id=3, items=[1, 0]))
    thumbnails.close()
    answers = [answer for answer, _ in sent]
    assert answers == [
        {"id": 1, "ok": {"problems": ["not a picture Pillow can read", "", ""], "late": [1]}},
        {"id": 2, "ok": {"problems": [""], "late": []}},
        {"id": 3, "ok": {"problems": ["", ""], "late": []}},
    ]
    assert [[bool(data) for data in buffers] for _, buffers in sent] == [[False, False, True], [True], [True, True]]


def test_what_stands_in_for_a_view_does_not_wait_for_late_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    class Late:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            assert gate.wait(20)
            return GREY

    for module in (coordinator, static, notebook):
        monkeypatch.setattr(module, "PATIENCE", 0.01)
    view = aew.EvaluationView(model_of([GREY, Late(), GREY], n=3))
    view.coordinator.pictures([0, 2])
    html = notebook.saved_bundle(view, "page")["text/html"]
    assert not gate.is_set()
    assert "not here yet when this was saved" in html
    assert [picture.item for picture in choose(view.coordinator, "shown", 1e6, 0.01).here] == [0, 2]
    gate.set()
    assert len(choose(view.coordinator, "shown", 1e6).here) == 3
    view.close()

"""A saved file: what is in it, what is not, and how large it may be."""

from __future__ import annotations

import base64
import getpass
import hashlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import automl_eval_widgets as aew
from tests.unit.export.conftest import Opened

SCRIPT = """
import sys
import automl_eval_widgets as aew
model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
print(aew.EvaluationView(model).save("report.html"))
assert "ipykernel" not in sys.modules
"""

TITLES = ["</title><script>alert(1)</script>", "{data} {{7*7}} %s", "'\"&", "\u202eabc", "a\x00b\x1f\ud800"]


def hashes(html: str) -> set[str]:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert not re.search("unsafe-eval|https?:|\\*", policy[1])
    return set(re.findall(r"'sha256-([^']*)'", policy[1]))


def test_a_file_holds_all_that_it_needs_and_the_policy_knows_what_may_run(view: aew.EvaluationView) -> None:
    html = view.to_html()
    opened = Opened(html)
    loader = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(loader) == 1
    codes = [loader[0].encode(), opened.element("script")]
    assert hashes(html) == {base64.b64encode(hashlib.sha256(code).digest()).decode() for code in codes}
    assert not re.search(r"<(link|img|iframe|script)[^>]*(src|href)=", html)
    assert b".aew-part" in opened.element("style")


def test_it_opens_with_what_is_selected_now(view: aew.EvaluationView) -> None:
    view.threshold, view.cell = 0.84, ("rose", "tulip")
    file, buffers = Opened(view.to_html()).read("data")
    [(name, state)] = file["coordinators"].items()
    assert (state["threshold"], state["label"], state["cell"]) == (0.84, "rose", [1, 2])
    for part in ("figures_test", "lists_test"):
        place = ("coordinators", name, part, "arrays")
        assert {path[-1]: data for path, data in buffers.items() if path[:4] == place} == getattr(
            view.coordinator, part
        )["arrays"]


def test_equal_views_give_equal_files(view: aew.EvaluationView) -> None:
    again = aew.EvaluationView(view.model, label="rose", threshold=0.4)
    assert again.to_html() == view.to_html()
    again.close()


def test_nothing_of_the_machine_is_in_it(view: aew.EvaluationView, tmp_path: Path) -> None:
    opened = Opened(view.to_html(images="all"))
    everything = [opened.html.encode(), *(opened.element(part) for part in ("script", "style", "data", "pictures"))]
    secrets = {str(tmp_path), str(Path.home()), str(Path(aew.__file__).parent), f"/{getpass.getuser()}/", "Jane Doe"}
    for part in everything:
        assert not [secret for secret in secrets if secret.encode() in part]


def test_pictures_are_made_anew_without_what_the_camera_wrote(view: aew.EvaluationView) -> None:
    pictures = Opened(view.to_html(images="all")).pictures()
    assert sorted(pictures) == list(range(60))
    for data in pictures.values():
        picture = Image.open(io.BytesIO(data))
        assert (picture.format, dict(picture.getexif()), max(picture.size)) == ("WEBP", {}, 160)


def test_as_many_pictures_as_there_is_room_for_those_first_that_are_seen_first(view: aew.EvaluationView) -> None:
    bare = len(view.to_html(images="none"))
    room = bare + 400_000
    saved = Opened(view.to_html(max_size=room))
    assert room - 15_000 < len(saved.html) <= room
    pictures = saved.pictures()
    assert 10 < len(pictures) < 60
    first = {id_ for kind in ("tp", "fn", "fp") for id_ in view.examples(kind)["id"][:6]}
    ids = view.model.ids
    assert first <= {ids[item] for item in pictures}
    assert f"{len(pictures)} of 60 pictures are in this file: those that the grids reach first." in saved.html


def test_without_pictures_it_says_so(view: aew.EvaluationView) -> None:
    saved = Opened(view.to_html(images="none"))
    assert saved.element("pictures") == b""
    assert "The pictures of the 60 items are not in this file." in saved.html


def test_what_cannot_be_is_refused_with_the_remedy(view: aew.EvaluationView) -> None:
    bare = len(view.to_html(images="none"))
    with pytest.raises(ValueError, match=r"more than 20,000; without any picture it takes [\d,]+: allow more"):
        view.to_html(max_size=20_000)
    with pytest.raises(ValueError, match="allow more, or images='shown'"):
        view.to_html(images="all", max_size=bare + 10_000)
    with pytest.raises(ValueError, match="images: got 'some', expected one of 'shown', 'all', 'none'"):
        view.to_html(images="some")
    with pytest.raises(ValueError, match="theme: got 'blue'"):
        view.to_html(theme="blue")


def test_saving_tells_what_was_written(view: aew.EvaluationView, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    saved = view.save(path, images="none")
    assert saved.size == path.stat().st_size
    size = f"{round(saved.size / 1000)} kB"
    assert str(saved) == f"{path}: {size}. The pictures of the 60 items are not in this file"
    assert path.read_text(encoding="utf-8") == view.to_html(images="none")


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_text(view: aew.EvaluationView, title: str) -> None:
    html = view.to_html(images="none", title=title)
    [shown] = re.findall("<title>(.*?)</title>", html, re.DOTALL)
    assert not re.search("[<>\"'\x00-\x1f\ud800-\udfff]", shown)
    assert html.count("<script") == 5


def test_the_models_name_is_the_title(view: aew.EvaluationView) -> None:
    assert "<title>flowers: evaluation</title>" in view.to_html(images="none")


def test_a_script_without_jupyter_can_save(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert re.fullmatch(r"report\.html: \d+ kB\n", done.stdout), done.stderr
    assert (tmp_path / "report.html").stat().st_size < 1_000_000

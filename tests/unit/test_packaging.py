"""What users install: the wheel and the sdist carry the bundle, and neither needs Node on the machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "automl_eval_widgets"

TEMPLATES = sorted(f"automl_eval_widgets/{path.relative_to(PACKAGE)}" for path in PACKAGE.rglob("*.vue"))
BUNDLES = [f"automl_eval_widgets/static/{name}" for name in ("coordinator.js", "page.js", "page.css", "loader.js")]
CARRIED = ["automl_eval_widgets/py.typed", *BUNDLES, *TEMPLATES]

# What a notebook should not have to wait for, unless it is used.
NOT_LOADED = ["sklearn", "scipy", "torch", "pyarrow", "fsspec", "jupyter_server", "matplotlib"]

IMPORT = f"""
import sys
import automl_eval_widgets
assert "site-packages" in automl_eval_widgets.__file__, automl_eval_widgets.__file__
print(automl_eval_widgets.__version__, [name for name in {NOT_LOADED} if name in sys.modules])
"""


def run(command: list[str | Path], folder: Path, **variables: str) -> str:
    """Run a command, and show all that it said where it fails."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def no_node(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give a PATH on which there is nothing, and so no Node."""
    return str(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run([sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", folder, ROOT], ROOT)
    return next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, no_node: str) -> Path:
    """Build the wheel as pip does from the sdist, where there is no Node."""
    with tarfile.open(sdist) as archive:
        archive.extractall(sdist.parent, filter="data")
    source = sdist.parent / sdist.name.removesuffix(".tar.gz")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        sdist.parent,
        source,
    ]
    assert "npm" not in run(command, source, PATH=no_node)
    return next(sdist.parent.glob("*.whl"))


def test_the_sdist_carries_the_bundle_and_its_source(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {*CARRIED, "LICENSE", "README.md", "js/package-lock.json", "js/src/coordinator.ts"} <= names
    assert not [name for name in names if "node_modules" in name]


def test_the_wheel_carries_what_runs_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert archive.read("automl_eval_widgets/static/coordinator.js")
    assert set(CARRIED) <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"automl_eval_widgets"}


def test_the_wheel_works_in_a_clean_environment(wheel: Path, no_node: str, tmp_path: Path) -> None:
    venv.create(tmp_path / "clean", with_pip=True)
    python = tmp_path / "clean" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run([*pip, "--only-binary", ":all:", wheel], tmp_path)
    version, _, loaded = run([python, "-c", IMPORT], tmp_path, PATH=no_node, PYTHONPATH="").partition(" ")
    assert version in wheel.name
    assert loaded.strip() == "[]"

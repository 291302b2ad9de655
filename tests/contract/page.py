"""What a file holds of a view beside its numbers: where each widget stands, and its first traits.

`python tools/write_golden.py` writes it anew; js/tests/page/ reads it, with the numbers of the golden files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import automl_eval_widgets as aew
from automl_eval_widgets.export.tree import Tree

PATH = Path(__file__).parents[1] / "fixtures/page.json"


def make() -> dict[str, Any]:
    """Give the tree of a view of an evaluation, which is the same for any of single labels."""
    view = aew.EvaluationView(aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"]))
    tree = Tree(view)
    [(name, coordinator)] = tree.coordinators.items()
    roles = tree.state(coordinator)["roles"]
    view.close()
    return {"tree": tree.root, "models": tree.models, "coordinator": name, "roles": roles}


def text(made: dict[str, Any]) -> str:
    """Write it so that a difference can be read."""
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"

"""What is not needed by everybody is not imported for everybody."""

from __future__ import annotations

import subprocess
import sys

LATER = ("PIL", "tqdm", "scipy", "torch", "automl_eval_widgets.images")


def test_importing_leaves_for_later_what_can_wait() -> None:
    script = f"import sys, automl_eval_widgets; print([name for name in {LATER} if name in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert printed.strip() == "[]"

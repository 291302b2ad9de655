"""What holds for all tests."""

from __future__ import annotations

import os

# No test reads or fills the thumbnails that the user has on disk; kernels and processes that tests start neither.
os.environ["AUTOML_EVAL_WIDGETS_CACHE"] = "off"

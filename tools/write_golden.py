"""Write the golden files of the contract between Python and TypeScript, tests/fixtures, as Python makes them now.

Look at the difference before committing it: it is what the browser will show otherwise. pytest checks the files.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.contract import golden, numbers, orders, page


def main() -> None:
    """Write all of them."""
    golden.FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in (golden.make_all() | {numbers.NAME: golden.text(numbers.make())}).items():
        golden.path_of(name).write_text(text, encoding="utf-8", newline="\n")
    page.PATH.write_text(page.text(page.make()), encoding="utf-8", newline="\n")
    orders.PATH.write_text(orders.text(orders.make()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""``python -m watch`` is ``techwatch``."""

from watch.cli import main

main()

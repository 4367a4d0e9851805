"""A program that sends the digests of each home it is told of in a child, which may be killed.

It has imported everything before: a kill then falls into the work, not into the start.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mail_home import opened

for line in sys.stdin:
    child = os.fork()
    if not child:
        with opened(Path(line.strip())) as (service, _):
            service.digests.send_due()
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)

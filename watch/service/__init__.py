"""The only door: what the command line, the app and a library user may ask for.

>>> from pathlib import Path
>>> from watch.service import Service
>>> with Service(Path("my-company")) as service:  # doctest: +SKIP
...     service.run()
...     for item in service.edition().opportunities:
...         print(item.score, item.title)
"""

from watch.service.addresses import new_source
from watch.service.demo import prepare_demo
from watch.service.door import Service

__all__ = ["Service", "new_source", "prepare_demo"]

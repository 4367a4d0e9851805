"""The only door: what the command line, the app and a library user may ask for.

>>> from pathlib import Path
>>> from watch.service import Service
>>> with Service(Path("my-company")) as service:  # doctest: +SKIP
...     service.run()
...     for item in service.edition().opportunities:
...         print(item.score, item.title)
"""

from watch.config.pain_edit import FieldMistake, Mistake, changed_fields
from watch.deliver import LinkExpired
from watch.pipeline.trial import Bringing, Tried
from watch.service.backup import SENDING, restore
from watch.service.copy_desk import Copied
from watch.service.coverage import ENOUGH_SOURCES
from watch.service.demo import prepare_demo
from watch.service.digest_mails import Preview
from watch.service.door import Service
from watch.service.evaluation import Part, RankingScores, Standing, StoryScores, Way
from watch.service.news_search import NewsSearch
from watch.service.opml_files import MAX_OPML_BYTES
from watch.service.pack_desk import PackStanding
from watch.service.pain_desk import Overtaken, wording
from watch.service.refinement import Refinement, not_held
from watch.service.solution_desk import PainPlan, PlannedFamily
from watch.service.source_desk import Answer
from watch.service.story_desk import ToldStory
from watch.service.warming import warm
from watch.service.webhook_desk import WebhookStanding
from watch.service.whole_file import write_whole

__all__ = [
    "ENOUGH_SOURCES",
    "MAX_OPML_BYTES",
    "SENDING",
    "Answer",
    "Bringing",
    "Copied",
    "FieldMistake",
    "LinkExpired",
    "Mistake",
    "NewsSearch",
    "Overtaken",
    "PackStanding",
    "PainPlan",
    "Part",
    "PlannedFamily",
    "Preview",
    "RankingScores",
    "Refinement",
    "Service",
    "Standing",
    "StoryScores",
    "ToldStory",
    "Tried",
    "Way",
    "WebhookStanding",
    "changed_fields",
    "not_held",
    "prepare_demo",
    "restore",
    "warm",
    "wording",
    "write_whole",
]

"""The only door: what the command line, the app and a library user may ask for.

>>> from pathlib import Path
>>> from watch.service import Service
>>> with Service(Path("my-company")) as service:  # doctest: +SKIP
...     service.run()
...     for item in service.edition().opportunities:
...         print(item.score, item.title)
"""

from watch.service.coverage import ENOUGH_SOURCES
from watch.service.demo import prepare_demo
from watch.service.door import Service
from watch.service.evaluation import Part, RankingScores, Standing, StoryScores, Way
from watch.service.news_search import NewsSearch
from watch.service.pack_desk import PackStanding
from watch.service.refinement import Refinement, not_held
from watch.service.solution_desk import PainPlan, PlannedFamily
from watch.service.story_desk import ToldStory

__all__ = [
    "ENOUGH_SOURCES",
    "NewsSearch",
    "PackStanding",
    "PainPlan",
    "Part",
    "PlannedFamily",
    "RankingScores",
    "Refinement",
    "Service",
    "Standing",
    "StoryScores",
    "ToldStory",
    "Way",
    "not_held",
    "prepare_demo",
]

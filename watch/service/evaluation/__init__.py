"""Labelled data → how good we are on it: anybody can judge us on their own."""

from watch.service.evaluation.graded import GradedSet, read_graded
from watch.service.evaluation.ranking import (
    Part,
    RankingScores,
    Standing,
    Way,
    evaluate_ranking,
)
from watch.service.evaluation.stories import StoryScores, evaluate_stories, read_labelled

__all__ = [
    "GradedSet",
    "Part",
    "RankingScores",
    "Standing",
    "StoryScores",
    "Way",
    "evaluate_ranking",
    "evaluate_stories",
    "read_graded",
    "read_labelled",
]

"""What the service returned → lines on a screen, and objects for JSON.

Each module shows one thing: ``shown_*`` prints it, ``*_object`` is its JSON. Words come
from ``watch.wording``; text from feeds is cut to one line and never taken for markup.
"""

"""The app, for ``streamlit run app.py``: pages of ``watch.present`` over one home folder.

The home is the folder that ``TECHWATCH_HOME`` names, else the current one.
``python -m watch.present --home DIR`` does the same from anywhere.
"""

from __future__ import annotations

import streamlit as st

from watch.present import session
from watch.present.server import SCRIPT, parts, reached

app = st.App(SCRIPT, **parts(reached(session.home())))

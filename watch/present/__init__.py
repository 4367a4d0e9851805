"""Screens: what the service knows → what a person reads in the browser.

*Service → view models (plain Python) → HTML made of escaped text → Streamlit.*
Invariants: only :mod:`watch.present.markup` puts HTML on a screen; no text from a
feed reaches a call that understands Markdown unescaped; nothing is loaded from
outside; only Search, on screen or by the API, and Pain points load embedding models.
"""

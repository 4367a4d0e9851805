"""What a person acts with, made of Streamlit's controls: decisions, filters, fields.

A control draws itself, calls one verb of the service, and lets the page be drawn again.
"""

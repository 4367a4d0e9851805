"""The pages, one script each, and the shell that Streamlit runs around them."""

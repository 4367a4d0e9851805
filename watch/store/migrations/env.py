"""Runs the migrations on the connection that ``store.database`` hands over."""

from __future__ import annotations

from alembic import context

from watch.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()

"""How Alembic runs the migrations: in the transaction that `upgrades` began."""

from __future__ import annotations

from alembic import context

from accordingto.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    # SQLite can undo changes of tables, too, when transactions are begun as `engines` does.
    transactional_ddl=True,
)
context.run_migrations()

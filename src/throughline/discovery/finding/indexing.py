"""The database's own full-text index over evidence: FTS5 with triggers on SQLite, a tsvector column on PostgreSQL.

It is made after migrations and not by one, because SQLite's way of altering a table copies it and loses its triggers;
what is missing is made again here, and nothing is done where everything stands.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

TABLE = "discovery_evidencerow"
INDEX = "discovery_words"
WORDS = "throughline_words"
"""How PostgreSQL cuts a text into words: English stems, and no word left out, as on SQLite."""
LONGEST = 200_000
"""Characters of a piece that PostgreSQL looks at: a tsvector has a largest size."""

_SQLITE = (  # constants of ours, no value from outside
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(text, content='{TABLE}', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    f"CREATE TRIGGER {INDEX}_in AFTER INSERT ON {TABLE} BEGIN"  # noqa: S608
    f" INSERT INTO {INDEX}(rowid, text) VALUES (new.id, new.text); END",
    f"CREATE TRIGGER {INDEX}_out AFTER DELETE ON {TABLE} BEGIN"  # noqa: S608
    f" INSERT INTO {INDEX}({INDEX}, rowid, text) VALUES ('delete', old.id, old.text); END",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",  # noqa: S608
)
_POSTGRESQL = (
    f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_ts_config WHERE cfgname = '{WORDS}') THEN"  # noqa: S608
    " CREATE TEXT SEARCH DICTIONARY throughline_stem (TEMPLATE = snowball, LANGUAGE = english);"
    f" CREATE TEXT SEARCH CONFIGURATION {WORDS} (COPY = pg_catalog.english);"
    f" ALTER TEXT SEARCH CONFIGURATION {WORDS} ALTER MAPPING REPLACE english_stem WITH throughline_stem;"
    " END IF; END $$",
    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector"
    f" GENERATED ALWAYS AS (to_tsvector('{WORDS}', left(text, {LONGEST}))) STORED",
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (words)",
)


def make_index(using: str = "default", **_: Any) -> None:
    """Make whatever of the index is missing. Called after every `migrate`."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    statements = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    if connection.vendor == "sqlite" and _is_made(connection):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _is_made(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE name IN (%s, %s, %s)", [INDEX, f"{INDEX}_in", f"{INDEX}_out"]
        )
        (found,) = cursor.fetchone()
        if 0 < found < 3:
            cursor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_in")
            cursor.execute(f"DROP TRIGGER IF EXISTS {INDEX}_out")
    return found == 3

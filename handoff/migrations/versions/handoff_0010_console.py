"""Every line that was said or noted, to be searched: kept in step by the database itself, with the event."""

import sqlalchemy as sa
from alembic import op

revision = "handoff_0010"
down_revision = "handoff_0008"
branch_labels = None
depends_on = None

TOMBSTONE = "[erased]"
SAID = "('message_posted', 'note_posted')"
PLACE = "conversation_id, seq, at, author, name, text"
ACCENTS = r"\u0300-\u036f"
SIGNS = r"\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e"


def upgrade() -> None:
    """Create the table, fill it from the events, and let the database keep it so."""
    op.create_table(
        "conversation_lines",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(40), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("conversation_id", "seq"),
    )
    (_upgrade_sqlite if _is_sqlite() else _upgrade_postgresql)()


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _upgrade_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE conversation_words USING fts5(text, content='conversation_lines', "
        "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    forget = (
        "INSERT INTO conversation_words(conversation_words, rowid, text) VALUES ('delete', OLD.id, OLD.text)"
    )
    learn = "INSERT INTO conversation_words(rowid, text) VALUES (NEW.id, NEW.text)"
    _trigger("conversation_lines_added", "AFTER INSERT ON conversation_lines", learn)
    _trigger("conversation_lines_removed", "AFTER DELETE ON conversation_lines", forget)
    fresh = _sqlite_line("NEW", "")
    gone = "DELETE FROM conversation_lines WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq"
    _trigger("events_said", "AFTER INSERT ON events", fresh)
    _trigger("events_changed", "AFTER UPDATE OF data ON events", f"{gone}; {fresh}")
    op.execute(_sqlite_line("events", " FROM events") + " ORDER BY at, conversation_id, seq")


def _sqlite_line(event: str, source: str) -> str:
    """Give the statement that stores the line of an event, if it has one."""
    values = (
        f"{event}.conversation_id, {event}.seq, {event}.at, "
        f"coalesce(json_extract({event}.data, '$.author'), 'note'), "
        f"coalesce(json_extract({event}.data, '$.name'), json_extract({event}.data, '$.agent.name')), "
        f"json_extract({event}.data, '$.text')"
    )
    said = f"{event}.type IN {SAID} AND coalesce(json_extract({event}.data, '$.author'), 'note') != 'system'"
    worth = f"json_extract({event}.data, '$.text') NOT IN ('', '{TOMBSTONE}')"
    return f"INSERT INTO conversation_lines({PLACE}) SELECT {values}{source} WHERE {said} AND {worth}"


def _trigger(name: str, moment: str, statements: str) -> None:
    op.execute(f"CREATE TRIGGER {name} {moment} BEGIN {statements}; END")


def _upgrade_postgresql() -> None:
    # As in SQLite: without accents, and whatever is no letter or digit parts words.
    plain = f"regexp_replace(normalize(text, NFD), '[{ACCENTS}]', '', 'g')"
    op.execute(
        "ALTER TABLE conversation_lines ADD COLUMN words tsvector GENERATED ALWAYS AS "
        f"(to_tsvector('simple', regexp_replace({plain}, '[{SIGNS}]', ' ', 'g'))) STORED"
    )
    op.create_index("conversation_lines_words", "conversation_lines", ["words"], postgresql_using="gin")
    gone = "DELETE FROM conversation_lines WHERE conversation_id = NEW.conversation_id AND seq = NEW.seq"
    fresh = _postgresql_line("NEW", "")
    op.execute(
        "CREATE FUNCTION keep_conversation_lines() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        + "; ".join((gone, fresh, "RETURN NULL", "END $$"))
    )
    op.execute(
        "CREATE TRIGGER events_said AFTER INSERT OR UPDATE OF data ON events "
        "FOR EACH ROW EXECUTE FUNCTION keep_conversation_lines()"
    )
    op.execute(_postgresql_line("events", " FROM events") + " ORDER BY at, conversation_id, seq")


def _postgresql_line(event: str, source: str) -> str:
    data = f"{event}.data"
    values = (
        f"{event}.conversation_id, {event}.seq, {event}.at, coalesce({data} ->> 'author', 'note'), "
        f"coalesce({data} ->> 'name', {data} -> 'agent' ->> 'name'), {data} ->> 'text'"
    )
    said = f"{event}.type IN {SAID} AND coalesce({data} ->> 'author', 'note') != 'system'"
    worth = f"{data} ->> 'text' NOT IN ('', '{TOMBSTONE}')"
    return f"INSERT INTO conversation_lines({PLACE}) SELECT {values}{source} WHERE {said} AND {worth}"


def downgrade() -> None:
    """Drop everything; nothing is lost that the events do not hold."""
    if _is_sqlite():
        op.execute("DROP TRIGGER events_changed")
        op.execute("DROP TRIGGER events_said")
        op.execute("DROP TABLE conversation_words")
    else:
        op.execute("DROP TRIGGER events_said ON events")
        op.execute("DROP FUNCTION keep_conversation_lines()")
    op.drop_table("conversation_lines")

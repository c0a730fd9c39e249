"""The tables of policies and of the operator's words; the migrations make them."""

import sqlalchemy as sa

from handoff.adapters.tables import UtcDateTime, metadata

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("author", sa.String),
    sa.Column("at", UtcDateTime),
    sa.Column("note", sa.Text),
    sa.Column("content", sa.JSON),
)

policy_activations = sa.Table(
    "policy_activations",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("version", sa.Integer, sa.ForeignKey("policies.version")),
    sa.Column("author", sa.String),
    sa.Column("at", UtcDateTime),
)

voices = sa.Table(
    "voices",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("author", sa.String),
    sa.Column("at", UtcDateTime),
    sa.Column("content", sa.JSON),
)

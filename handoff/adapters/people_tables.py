"""The tables of recovery codes, invitations and sign-ons under way as their stores use them."""

import sqlalchemy as sa

from handoff.adapters.tables import UtcDateTime, metadata

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("staff_id", sa.String(40), sa.ForeignKey("staff.id")),
)

invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("digest", sa.String),
    sa.Column("email", sa.String),
    sa.Column("role", sa.String),
    sa.Column("invited_by", sa.String),
    sa.Column("created_at", UtcDateTime),
    sa.Column("expires_at", UtcDateTime),
    sa.Column("ended_at", UtcDateTime),
)

sign_on_attempts = sa.Table(
    "sign_on_attempts",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("browser", sa.String),
    sa.Column("nonce", sa.String),
    sa.Column("verifier", sa.String),
    sa.Column("goal", sa.String),
    sa.Column("expires_at", UtcDateTime),
)

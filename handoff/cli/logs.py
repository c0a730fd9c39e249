"""Logs of the service: readable on a terminal, one JSON object a line elsewhere; never a customer's words."""

import logging
import sys

import structlog
from structlog.stdlib import BoundLogger
from structlog.typing import Processor

QUIET = ("engineio", "socketio", "uvicorn.access", "httpx2", "httpcore2", "aiosqlite", "alembic")


def open_log() -> BoundLogger:
    """Send our own and every library's log to stderr in one form, and give our logger."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    on_terminal = sys.stderr.isatty()
    renderer: Processor = structlog.processors.JSONRenderer()
    if on_terminal:
        renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    finish: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if not on_terminal:
        # Without the values of variables: those are what customers wrote.
        traces = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        finish.append(structlog.processors.ExceptionRenderer(traces))
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[*finish, renderer])
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    log: BoundLogger = structlog.stdlib.get_logger("frontdesk")
    return log

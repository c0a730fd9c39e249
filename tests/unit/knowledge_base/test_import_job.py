"""What an import is before anything has happened."""

from knowledge_base.domain.duplicates import OnDuplicate
from knowledge_base.domain.import_job import INTERRUPTED, PLAIN, ImportJob, ImportStatus
from tests.fakes_articles import START


def test_a_new_import_runs_and_would_update_nothing_that_is_faulty() -> None:
    job = ImportJob("i1", "faq.csv", "Anna", START)
    assert (job.status, job.done, job.total) == (ImportStatus.RUNNING, 0, 0)
    assert (PLAIN.dry_run, PLAIN.skip_invalid, PLAIN.on_duplicate) == (False, False, OnDuplicate.UPDATE)


def test_an_interrupted_import_says_that_nothing_was_changed() -> None:
    assert "nothing was changed" in INTERRUPTED.message

"""What can go wrong with articles: each error has a stable code and words that are safe to show to staff.

Other packages map the code to a reply; this module must never know about HTTP. `details` holds JSON-able
facts that help the caller to recover (all faults at once, the current text after a conflict).
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class KnowledgeBaseError(Exception):
    """Root of the knowledge base's errors; nothing was changed when one is raised, unless it says so."""

    code: ClassVar[str] = "knowledge_base_error"

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details: dict[str, Any] = details


class ArticleInvalid(KnowledgeBaseError):
    """The content breaks a rule; `details["errors"]` lists every fault as field, code and message."""

    code = "article_invalid"

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        super().__init__(" ".join(error["message"] for error in errors), errors=list(errors))


class ArticleNotFound(KnowledgeBaseError):
    """There is no such article, or it is deleted."""

    code = "article_not_found"

    def __init__(self, article_id: str) -> None:
        super().__init__(f"There is no article '{article_id}'.", article_id=article_id)


class RevisionNotFound(KnowledgeBaseError):
    """The article has no revision of that number."""

    code = "revision_not_found"

    def __init__(self, article_id: str, number: int) -> None:
        super().__init__(f"Article '{article_id}' has no revision {number}.", article_id=article_id)


class ArticleIdTaken(KnowledgeBaseError):
    """Another article, perhaps a deleted one, already has the id."""

    code = "article_id_taken"

    def __init__(self, article_id: str, *, deleted: bool = False) -> None:
        state = "belongs to a deleted article, which can be brought back" if deleted else "is taken"
        super().__init__(f"The id '{article_id}' {state}.", article_id=article_id, deleted=deleted)


class RevisionConflict(KnowledgeBaseError):
    """Somebody saved in between; `details["article"]` is the text as it stands, so that no work is lost."""

    code = "revision_conflict"


class RevisionRequired(KnowledgeBaseError):
    """A change of an existing text must name the revision that it was made from."""

    code = "revision_required"


class RevisionMalformed(KnowledgeBaseError):
    """What was sent as the expected revision is not a revision number."""

    code = "revision_malformed"


class StatusNotEditable(KnowledgeBaseError):
    """The status changes by publish and archive only, never as a side effect of saving a text."""

    code = "status_not_editable"


class ScheduleInvalid(KnowledgeBaseError):
    """The time of a planned publication makes no sense."""

    code = "schedule_invalid"


class NothingToSchedule(KnowledgeBaseError):
    """There is no text that could go live later."""

    code = "nothing_to_schedule"


class GoldenQuestionInvalid(KnowledgeBaseError):
    """A golden question breaks a rule; `details["errors"]` lists every fault."""

    code = "golden_question_invalid"

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        super().__init__(" ".join(error["message"] for error in errors), errors=list(errors))


class GoldenQuestionNotFound(KnowledgeBaseError):
    """There is no such golden question."""

    code = "golden_question_not_found"

    def __init__(self, question_id: str) -> None:
        super().__init__("There is no such golden question; perhaps it was removed.", id=question_id)


class GoldenQuestionDuplicate(KnowledgeBaseError):
    """The same question is kept already, perhaps with another article."""

    code = "golden_question_duplicate"


class GoldenQuestionsBroken(KnowledgeBaseError):
    """A change would break golden questions, so it was not made; `details["diff"]` says which and how."""

    code = "golden_questions_broken"


class GoldenQuestionsNotAsked(KnowledgeBaseError):
    """The golden questions could not be asked, so the change was not made; worth trying again."""

    code = "golden_questions_not_asked"


class OverrideNotAllowed(KnowledgeBaseError):
    """The person may not publish against the golden questions."""

    code = "override_not_allowed"


class OverrideInvalid(KnowledgeBaseError):
    """The reason for an override is empty, too long or not to be stored."""

    code = "override_invalid"


class ImportRefused(KnowledgeBaseError):
    """Rows of an import are faulty, so nothing was imported; `details["errors"]` lists them all."""

    code = "import_refused"

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        many = "1 fault was" if len(errors) == 1 else f"{len(errors)} faults were"
        super().__init__(f"Nothing was imported: {many} found.", errors=list(errors))


class ImportUnreadable(KnowledgeBaseError):
    """The source of an import is missing or of no known kind."""

    code = "import_unreadable"


class ImportNotFound(KnowledgeBaseError):
    """There is no such import."""

    code = "import_not_found"

    def __init__(self, import_id: str) -> None:
        super().__init__(f"There is no import '{import_id[:80]}'.")


class ImportNotUndoable(KnowledgeBaseError):
    """There is nothing to take back."""

    code = "import_not_undoable"

    def __init__(self, status: str, *, dry_run: bool) -> None:
        state = "was only tried" if dry_run else f"is {status}"
        super().__init__(f"This import {state}, so there is nothing to undo.", status=status)


class ImportOutrun(KnowledgeBaseError):
    """Somebody else was faster, so nothing was changed."""

    code = "import_outrun"


class ImportBusy(KnowledgeBaseError):
    """So many imports wait already that no other can."""

    code = "import_busy"


class GapNotFound(KnowledgeBaseError):
    """No gap has this id: the questions are grouped otherwise by now, or were erased."""

    code = "gap_not_found"

    def __init__(self, gap_id: str) -> None:
        super().__init__(f"There is no gap '{gap_id[:80]}' any more. Load the list again.")


class IndexNotRefreshed(KnowledgeBaseError):
    """The change is stored but not answerable yet: the index failed, and the next `catch_up` tries again."""

    code = "index_not_refreshed"

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


class ImportRefused(KnowledgeBaseError):
    """Rows of an import are faulty, so nothing was imported; `details["errors"]` lists them all."""

    code = "import_refused"

    def __init__(self, errors: Sequence[dict[str, str]]) -> None:
        many = "1 fault was" if len(errors) == 1 else f"{len(errors)} faults were"
        super().__init__(f"Nothing was imported: {many} found.", errors=list(errors))


class ImportUnreadable(KnowledgeBaseError):
    """The source of an import is missing or of no known kind."""

    code = "import_unreadable"


class IndexNotRefreshed(KnowledgeBaseError):
    """The change is stored but not answerable yet: the index failed, and the next `catch_up` tries again."""

    code = "index_not_refreshed"

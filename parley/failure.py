"""What went wrong, in one line that says what to do."""

import errno

from runtime.settings import SettingsError, WrongFlag


class Failure(Exception):
    """A command can't go on; the message is for who typed it, `status` is the exit code."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


REMEDIES = {
    errno.ENOSPC: "the disk is full; free some space and start again, nothing is lost",
    errno.EACCES: "no permission; choose another place with --data-dir",
    errno.EROFS: "the file system is read-only; choose another place with --data-dir",
}


def explained(error: Exception) -> str | None:
    """One line for an error that a person can mend, None for one that only we can."""
    from deploy.local import ClusterError
    from ingest.backfill import NotArticles
    from ingest.feeds import FeedListError
    from parley.demo import NewsroomError
    from parley.local.extraction import ChildUnavailable
    from processors.dossiers import DossierError
    from processors.quotes.weights import WrongWeightsError
    from runtime.kafka.errors import KafkaFailure
    from runtime.sqlite import DirectoryLocked, StorageError
    from search.index import BadCursor, SearchTimeout, StoreUnavailable
    from search.query import QueryError

    if isinstance(error, QueryError):
        return error.marked()
    if isinstance(
        error,
        Failure
        | SettingsError
        | StorageError
        | DossierError
        | WrongWeightsError
        | ChildUnavailable
        | FeedListError
        | NotArticles
        | BadCursor
        | SearchTimeout
        | StoreUnavailable
        | NewsroomError
        | DirectoryLocked
        | ClusterError
        | KafkaFailure,
    ):
        return str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        remedy = REMEDIES.get(error.errno or 0)
        return f"{where}{error.strerror or error}" + (f": {remedy}" if remedy else "")
    return None


def status_of(error: Exception) -> int:
    """The exit code: 2 for what was typed wrongly, 1 for what went wrong."""
    from search.index import BadCursor
    from search.query import QueryError

    if isinstance(error, Failure):
        return error.status
    return 2 if isinstance(error, QueryError | BadCursor | WrongFlag) else 1

"""Imports behind the back of whoever asked for them: one at a time, and each ends with its result stored."""

import asyncio
from collections.abc import Callable

from knowledge_base.domain.import_job import INTERRUPTED, ImportJob, Wishes
from knowledge_base.domain.imports import ImportSource
from knowledge_base.errors import ImportBusy, KnowledgeBaseError
from knowledge_base.importing import Importing
from knowledge_base.imports import ImportStore

# Each that waits holds its file in memory.
MOST_WAITING = 4

Reader = Callable[[bytes, str], ImportSource]


class ImportQueue:
    """Takes files and brings them in, in the order of their arrival; `read` makes rows of a file's bytes."""

    def __init__(
        self,
        importing: Importing,
        imports: ImportStore,
        read: Reader,
        report_failure: Callable[[Exception], None],
    ) -> None:
        """Join the parts; `report_failure` hears of errors that nobody foresaw."""
        self._importing = importing
        self._imports = imports
        self._read = read
        self._report_failure = report_failure
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Call those imports failed that an earlier process left running: they changed nothing."""
        await self._imports.interrupt(INTERRUPTED)

    async def add(self, raw: bytes, filename: str, author: str, wishes: Wishes) -> ImportJob:
        """Begin to bring a file in, and give the import as it stands.

        Raises:
            ImportBusy: too many others wait.
        """
        if len(self._tasks) > MOST_WAITING:
            raise ImportBusy("Several imports are running or waiting. Please try again when they are done.")
        job = await self._importing.begin(filename, author, wishes)
        task = asyncio.create_task(self._bring_in(job, raw), name=f"import-{job.id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def settled(self) -> None:
        """Wait until no import is running or waiting."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Stop what is running; it changes nothing, and says so."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if tasks:
            await self._imports.interrupt(INTERRUPTED)

    async def _bring_in(self, job: ImportJob, raw: bytes) -> None:
        async with self._turn:
            try:
                await self._importing.carry_out(job, await self._rows(job, raw))
            except KnowledgeBaseError:
                # It is stored with the import, where whoever asked for it will look.
                return
            except Exception as error:
                self._report_failure(error)

    async def _rows(self, job: ImportJob, raw: bytes) -> ImportSource:
        try:
            return await asyncio.to_thread(self._read, raw, job.filename)
        except Exception as error:
            await self._importing.fail(job, error)
            raise

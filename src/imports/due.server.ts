import { days, hours, later, now } from '#platform/clock';
import type { DueTask } from '#platform/jobs';
import { deleteUnconfirmedBefore } from './import-queries.server.ts';
import { deleteRowsConfirmedBefore } from './row-queries.server.ts';
import type { ImportedList } from './list.ts';
import { readNextFile } from './reading.server.ts';
import { writeConfirmed } from './writing.server.ts';

/** Reading and writing what was handed in, without keeping a page waiting. */
export const IMPORTING = 'imports';

/** A file may hold what was never meant to be public: unconfirmed, it goes after two weeks. */
export const UNCONFIRMED_FOR = days(14);

/**
 * So long the sender of a confirmed file can read what became of each row. Which things it made and changed is kept on, so
 * that the import can still be taken back.
 */
export const ROWS_KEPT_FOR = days(90);

/** What falls due with imports, for the kinds of lists there are. */
export const importTasks = (lists: ImportedList[]): DueTask[] => [
  {
    name: IMPORTING,
    run: async (at) => {
      await writeConfirmed(lists, at);
      // What is confirmed meanwhile waits for one file, not for all of them.
      while (await readNextFile(lists, now())) await writeConfirmed(lists, now());
    },
  },
  {
    name: 'old-imports',
    everyMs: hours(6),
    purges: true,
    run: async (at) => {
      await deleteUnconfirmedBefore(later(at, -UNCONFIRMED_FOR));
      await deleteRowsConfirmedBefore(later(at, -ROWS_KEPT_FOR));
    },
  },
];

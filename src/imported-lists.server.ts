/** The kinds of lists that may be handed in. */
import type { ImportedList } from '#imports';
import { wordsToAvoid } from '#schedule';
import { eventLists } from '#schedule/server';
import { windowsInUse } from '#urgent/server';
import { windowLists } from '#windows/server';

export const IMPORTED_LISTS: ImportedList[] = [
  eventLists,
  windowLists({ wordsToAvoid, inUse: windowsInUse }),
];

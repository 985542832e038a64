/** The kinds of lists that may be handed in. */
import type { ImportedList } from '#imports';
import { eventLists } from '#schedule/server';

export const IMPORTED_LISTS: ImportedList[] = [eventLists];

import type { AccountViewer } from '#accounts';
import type { Database } from '#platform/db';
import { isLate } from '../answer-by.ts';
import type { Contact } from '../contact-queries.server.ts';
import { ownWindowOf } from '../own-window-of.server.ts';
import type { WindowAt } from '../windows-kept-queries.server.ts';

/** At which of the viewer's windows words wait; at a supervisor's only where they are late. */
export const letterWindowOf = (
  db: Database,
  viewer: AccountViewer,
  contact: Contact,
  at: Date,
): Promise<WindowAt | undefined> =>
  ownWindowOf(
    db,
    viewer,
    contact,
    isLate(contact, at) ? ['answer_letters', 'supervise'] : ['answer_letters'],
  );

/** Occurrences held for somebody who is about to take places there. */
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { methodsOf, slotTermsOf } from './consultations/slot-rows.ts';
import { lockRowsForSignUp } from './sign-up-lock-queries.server.ts';
import type { OccurrenceDetail, OccurrenceRow } from './occurrence.ts';
import { promotionStopsAt, signUpStateOf } from './sign-up-terms.ts';

type Place = Pick<
  OccurrenceRow,
  'id' | 'organisationId' | 'kind' | 'format' | 'state' | 'signUp' | 'methods'
>;

export interface HeldOccurrence extends Place {
  capacity: number | null;
  taken: number;
  waiting: number;
  nextQueueNo: number;
  supporterAccountId: OccurrenceDetail['supporterAccountId'];
  promotionStopsAt: OccurrenceDetail['promotionStopsAt'];
}

/** Those of these ids that are or were published, each held until the transaction ends. */
export async function lockForSignUp(
  trx: Database,
  ids: string[],
): Promise<Map<string, HeldOccurrence>> {
  const at = now();
  const rows = await lockRowsForSignUp(trx, ids);
  return new Map(
    rows.map((row) => {
      const slot = row.kind === 'peer_consultation' ? slotTermsOf(row) : null;
      const signUp = row.shown ? signUpStateOf({ ...row, slot }, at) : 'closed';
      const stopsAt = promotionStopsAt({ ...row, slot }, row.stopsMinutes);
      return [row.id, { ...row, methods: methodsOf(row), promotionStopsAt: stopsAt, signUp }];
    }),
  );
}

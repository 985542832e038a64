/** Occurrences held for somebody who is about to take places there. */
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import { methodsOf, slotTermsOf } from './consultations/slot-rows.ts';
import { lockRowsForSignUp } from './sign-up-lock-queries.server.ts';
import type { OccurrenceDetail, OccurrenceRow } from './occurrence.ts';
import {
  afterFirstTalk,
  promotionStopsAt,
  signUpStateOf,
  type SignUpTerms,
} from './sign-up-terms.ts';

type Place = Pick<
  OccurrenceRow,
  | 'id'
  | 'seriesId'
  | 'organisationId'
  | 'kind'
  | 'format'
  | 'state'
  | 'startsAt'
  | 'endsAt'
  | 'signUp'
  | 'methods'
>;

export interface HeldOccurrence extends Place {
  capacity: number | null;
  taken: number;
  waiting: number;
  nextQueueNo: number;
  allDates: boolean;
  /** `signUp` for whoever has had the first talk. */
  signUpAfterTalk: OccurrenceDetail['signUpAfterTalk'];
  /** As it stood at another instant: whoever asked before it closed waited since for this row. */
  signUpAt(at: Date): Pick<OccurrenceDetail, 'signUp' | 'signUpAfterTalk'>;
  sequence: OccurrenceDetail['sequence'];
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
      const terms = { ...row, slot };
      const held = { ...row, methods: methodsOf(row) };
      const stops = { promotionStopsAt: promotionStopsAt(terms) };
      const signUpAt = (then: Date) => signUpOf(terms, then);
      return [row.id, { ...held, ...stops, ...signUpAt(at), signUpAt }];
    }),
  );
}

/** What is not shown any more takes nobody. */
const signUpOf = (terms: SignUpTerms & { shown: boolean | null }, at: Date) =>
  ({
    signUp: terms.shown ? signUpStateOf(terms, at) : 'closed',
    signUpAfterTalk: terms.shown ? signUpStateOf(afterFirstTalk(terms), at) : 'closed',
  }) as const;

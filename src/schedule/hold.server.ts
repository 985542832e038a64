/** Occurrences held for somebody who is about to take places there. */
import { now } from '#platform/clock';
import type { Database } from '#platform/db';
import {
  promotionStopsAt,
  signUpStateOf,
  type OccurrenceDetail,
  type OccurrenceRow,
  type SignUpPolicy,
} from './occurrence.ts';
import { methodsOf, slotTermsOf } from './consultations/slot-rows.ts';
import { KEPT_STATES } from './series.ts';

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

/** Those of these ids that are or were published, each row locked until the transaction ends; always in one order, so that no two callers wait for each other. */
export async function holdOccurrences(
  trx: Database,
  ids: string[],
): Promise<Map<string, HeldOccurrence>> {
  const at = now();
  const rows = await trx
    .selectFrom('occurrences as o')
    .innerJoin('series as s', 's.id', 'o.series_id')
    .leftJoin('availabilities as v', (join) =>
      join
        .onRef('v.series_id', '=', 'o.series_id')
        .onRef('v.account_id', '=', 'o.supporter_account_id'),
    )
    .select(['s.shown', 'o.origin', 'v.methods', 'v.notice_minutes', 'v.horizon_days'])
    .select(['o.id', 's.organisation_id as organisationId', 's.kind', 's.format', 'o.state'])
    .select(['o.starts_at as startsAt', 'o.capacity', 'o.taken', 'o.waiting'])
    .select(['o.next_queue_no as nextQueueNo', 'o.supporter_account_id as supporterAccountId'])
    .select(['s.sign_up_policy as policy', 's.sign_up_opens_minutes as opensMinutes'])
    .select([
      's.sign_up_closes_minutes as closesMinutes',
      's.promotion_stops_minutes as stopsMinutes',
    ])
    .where((eb) => eb('o.id', '=', eb.fn.any(eb.val(ids))))
    .where('s.state', 'in', KEPT_STATES)
    .orderBy('o.id')
    .forUpdate('o')
    // What the tables' keys and CHECK constraints hold.
    .$narrowType<Pick<HeldOccurrence, 'id' | 'organisationId' | 'kind' | 'format'>>()
    .$narrowType<{ state: OccurrenceRow['state']; policy: SignUpPolicy }>()
    .execute();
  return new Map(
    rows.map((row) => {
      const slot = row.kind === 'peer_consultation' ? slotTermsOf(row) : null;
      const signUp = row.shown ? signUpStateOf({ ...row, slot }, at) : 'closed';
      const stopsAt = promotionStopsAt({ ...row, slot }, row.stopsMinutes);
      return [row.id, { ...row, methods: methodsOf(row), promotionStopsAt: stopsAt, signUp }];
    }),
  );
}

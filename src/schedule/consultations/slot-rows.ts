/** What a slot's row says of it. */
import { m } from '#paraglide/messages';
import type { SlotTerms } from '../sign-up-terms.ts';
import type { ConsultationMethod } from './availability.ts';

/** A supporter who has saved no hours here asks for no notice and sets no horizon. */
export const slotTermsOf = (row: {
  notice_minutes: number | null;
  horizon_days: number | null;
  origin: string;
}): SlotTerms => ({
  noticeMinutes: row.notice_minutes ?? 0,
  horizonDays: row.horizon_days,
  kept: row.origin === 'kept',
});

/** Writing is always possible; the rest is what the supporter offers. */
export const methodsOf = (row: { kind: string; methods: string[] | null }) =>
  row.kind === 'peer_consultation'
    ? ((row.methods ?? ['text']) as ConsultationMethod[]) // CHECK availabilities_methods
    : null;

/** What everybody may call a supporter: what they wrote for that themselves, and never the name on their account. */
export const calledOf = (nickname: string | null | undefined): string =>
  nickname || m.schedule_listener_unnamed();

import { m } from '#paraglide/messages';
import type { RefusedSignUp, ListedSignup } from '#signup';

export const wayWord = (way: ListedSignup['way']): string =>
  ({
    text: m.staff_way_text,
    voice: m.staff_way_voice,
    video: m.staff_way_video,
    watch: m.staff_way_watch,
    onsite: m.staff_way_onsite,
  })[way]();

export const stateWord = (state: ListedSignup['state']): string =>
  ({
    confirmed: m.staff_state_confirmed,
    waiting: m.staff_state_waiting,
  })[state]();

/** Why an entry by phone was not taken. */
export const entryRefusalWord = (refusal: NonNullable<RefusedSignUp['refusal']>): string =>
  ({
    form_expired: m.signup_refusal_form_expired,
    not_found: m.staff_phone_closed,
    not_yet: m.signup_state_not_yet,
    closed: m.staff_phone_closed,
    enough: m.schedule_repeats_enough,
    ask: m.staff_phone_ask,
    banned: m.staff_phone_closed,
    barred: m.staff_phone_closed,
    former_unnoted: m.staff_phone_closed,
  })[refusal]();

/** Why nothing was done for somebody who phoned. */
export const slipRefusalWord = (
  refusal: 'theirs' | 'busy' | 'over' | 'full' | 'closed' | 'not_found',
): string =>
  ({
    theirs: m.staff_slip_theirs,
    busy: m.staff_slip_busy,
    over: m.staff_dates_refused_over,
    full: m.staff_slip_full,
    closed: m.staff_dates_refused_over,
    not_found: m.staff_dates_refused_over,
  })[refusal]();

/** Changes of single dates, of several at once, and one more date; what became of it is told beside it. */
import { error, fail } from '@sveltejs/kit';
import { textOf, textsOf } from '#platform/form';
import { minutesOf } from '#platform/tokyo';
import type { DateChange, DateRefusal, Problems, Stakes } from '#schedule';
import { addDate, cancelOccurrence, changeDates, moveOccurrence } from '#schedule/server';
import { m } from '#paraglide/messages';
import { promoteWaiting } from '#signup/server';
import { formatDay } from '#ui';
import { signedIn } from '../../../signed-in.server.ts';
import { typedDate, typedNumber, typedTime } from '../../typed.ts';
import { placeOf } from '../editing.server.ts';
import { problemWord } from '../editor-words.ts';
import type { Actions, RequestEvent } from './$types';

export const dateActions = {
  cancel: async (event) => {
    const { viewer, at, text } = await readChange(event);
    const reason = text('reason');
    return reply(at('occurrence'), await cancelOccurrence(viewer, text('occurrence'), reason), {
      reason,
    });
  },
  move: async (event) => {
    const { viewer, at, text } = await readChange(event);
    const typed = spanTyped(text);
    const to = spanOf(typed);
    return reply(at('occurrence'), await moveOccurrence(viewer, text('occurrence'), to), typed);
  },
  /** One date, or with `place` those ticked in the list, which tells first what it does to those that people hold. */
  change: async (event) => {
    const { viewer, at, text, data } = await readChange(event);
    const chosen = textsOf(data, 'occurrence').slice(0, 500);
    const where = { ...at('occurrence'), chosen };
    if (chosen.length === 0)
      return refusal(where, { all: m.staff_bulk_none_chosen() }, typedOf(data));
    const change = text('act') === 'place' ? await placeTyped(text) : changeOf(text);
    if ('errors' in change) return refusal(where, change.errors, typedOf(data));
    const seen = text('place') === '' ? undefined : text('seen');
    const asOf = instantIn(text('asOf'));
    const answer = await changeDates(viewer, chosen, change, promoteWaiting, { seen, asOf });
    if (typeof answer === 'object' && 'unseen' in answer)
      return unseen(where, answer.unseen, { again: seen !== '', typed: typedOf(data) });
    return reply(where, answer === 'changed' ? change.act : answer, typedOf(data));
  },
  add: async (event) => {
    const { viewer, at, text } = await readChange(event);
    const typed = spanTyped(text);
    return reply(at('place'), await addDate(viewer, event.params.id, spanOf(typed)), typed);
  },
} satisfies Actions;

async function readChange(event: RequestEvent) {
  const viewer = signedIn(event);
  const data = await event.request.formData();
  const text = (name: string) => textOf(data, name).slice(0, 2000);
  /** Where on the page the answer belongs: the form's own place, or the date it is about. */
  const at = (name: string) => ({ occurrence: text('place') || text(name) });
  return { viewer, data, text, at };
}

type Text = (name: string) => string;

function instantIn(text: string): Date | undefined {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const spanTyped = (text: Text) => ({
  date: text('date'),
  startsAt: text('startsAt'),
  endsAt: text('endsAt'),
});

const spanOf = ({ date, startsAt, endsAt }: ReturnType<typeof spanTyped>) => ({
  date: typedDate(date),
  startsAt: typedTime(startsAt),
  endsAt: typedTime(endsAt),
});

const FIELDS = [
  'act',
  'reason',
  'direction',
  'days',
  'time',
  'capacity',
  'note',
  'placeName',
  'area',
] as const;

/** Only what this form has: the others beside it show what stands. */
const typedOf = (data: FormData) =>
  Object.fromEntries(
    FIELDS.filter((name) => data.has(name)).map((name) => [
      name,
      textOf(data, name).slice(0, 2000),
    ]),
  );

function changeOf(text: Text): DateChange {
  const act = text('act');
  if (act === 'cancel') return { act, reason: text('reason') };
  if (act === 'shift') return { act, minutes: shiftOf(text) };
  if (act === 'resize') return { act, capacity: typedNumber(text('capacity')) ?? NaN };
  if (act === 'note') return { act, note: text('note') };
  return { act } as { act: 'restore' | 'usual_place' }; // Any other word is refused by the verb.
}

/** Of the town only a name that is one town's; left empty it is the usual one. */
async function placeTyped(text: Text): Promise<DateChange | { errors: Record<string, string> }> {
  const town = await placeOf(text('area'));
  if (typeof town === 'string') return { errors: { area: town } };
  if (town.prefCode !== null && town.code5 === null)
    return { errors: { area: m.staff_dates_problem_town() } };
  return { act: 'place', placeName: text('placeName'), code5: town.code5 };
}

/** 「1日」「0:30」 in one direction; NaN for what cannot be read. */
function shiftOf(text: Text): number {
  const days = typedNumber(text('days').replace(/日$/, '')) ?? 0;
  const time = text('time').trim() === '' ? '0:00' : typedTime(text('time'));
  const minutes = /^\d{1,2}:[0-5]\d$/.test(time) ? minutesOf(time) : NaN;
  return (text('direction') === 'earlier' ? -1 : 1) * (days * 1440 + minutes);
}

const DONE = {
  cancelled: m.staff_dates_done_cancelled,
  moved: m.staff_dates_done_moved,
  added: m.staff_dates_done_added,
  cancel: m.staff_dates_done_cancelled,
  restore: m.staff_dates_done_restored,
  shift: m.staff_dates_done_moved,
  resize: m.staff_dates_done_resized,
  note: m.staff_dates_done_noted,
  place: m.staff_dates_done_placed,
  usual_place: m.staff_dates_done_usual_place,
};

const REFUSED = {
  over: m.staff_dates_refused_over,
  overlaps: m.staff_dates_refused_overlaps,
  there: m.staff_dates_refused_there,
};

type Answer =
  | keyof typeof DONE
  | keyof typeof REFUSED
  | 'not_found'
  | { problems: Problems }
  | { refused: DateRefusal[] };

interface Where {
  occurrence: string;
  chosen?: string[];
}

function reply(where: Where, answer: Answer, typed: Record<string, string>) {
  if (answer === 'not_found') error(404);
  if (typeof answer === 'string')
    return answer in DONE
      ? { changed: { ...where, done: DONE[answer as keyof typeof DONE]() } }
      : refusal(where, { all: REFUSED[answer as keyof typeof REFUSED]() }, typed);
  if ('refused' in answer)
    return refusal(where, { all: answer.refused.map(refusalWord).join('\n') }, typed);
  const errors = Object.fromEntries(
    Object.entries(answer.problems).map(([field, key]) => [field, problemWord(key)]),
  );
  return refusal(where, errors, typed);
}

const unseen = (
  where: Where,
  stakes: Stakes,
  asked: { again: boolean; typed: Record<string, string> },
) => fail(409, { changed: { ...where, stakes, ...asked } });

const refusal = (where: Where, errors: Record<string, string>, typed: Record<string, string>) =>
  fail(400, { changed: { ...where, errors, typed } });

function refusalWord({ startsAt, why, taken }: DateRefusal): string {
  const date = formatDay(startsAt);
  return {
    over: () => m.staff_bulk_refused_over({ date }),
    past: () => m.staff_bulk_refused_past({ date }),
    fewer: () => m.staff_bulk_refused_fewer({ date, taken }),
    slot: () => m.staff_bulk_refused_slot({ date }),
    changed: () => m.staff_bulk_refused_changed({ date }),
    online: () => m.staff_bulk_refused_online({ date }),
  }[why]();
}

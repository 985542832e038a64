/** What the schedule's words are called for people. */
import { m } from '#paraglide/messages';
import type { Place } from './browse.server.ts';
import type { ConsultationMethod } from './consultations/availability.ts';
import type { Reach, TimeOfDay, View, Way } from './filter.ts';
import type { Audience, Category, FirstStep, Liveliness, Topic } from './occurrence.ts';
import type { ReasonToAvoid } from './words-to-avoid.ts';

export const categoryWord = (category: Category): string =>
  ({
    family: m.schedule_category_family,
    person: m.schedule_category_person,
    together: m.schedule_category_together,
    peer: m.schedule_category_peer,
    place: m.schedule_category_place,
    lecture: m.schedule_category_lecture,
  })[category]();

export const wayWord = (way: Way): string =>
  way === 'online' ? m.schedule_way_online() : m.schedule_way_onsite();

export const methodWord = (method: ConsultationMethod): string =>
  ({
    text: m.schedule_method_text,
    voice: m.schedule_method_voice,
    video: m.schedule_method_video,
  })[method]();

/** The same where nothing beside it says that it is of consultations. */
export const talkWord = (method: ConsultationMethod): string =>
  ({
    text: m.schedule_talk_text,
    voice: m.schedule_talk_voice,
    video: m.schedule_talk_video,
  })[method]();

/** Until when a slot can be booked: 「始まる2時間前まで」. */
export function noticeWord(minutes: number): string {
  if (minutes === 0) return m.schedule_notice_none();
  if (minutes % 1440 === 0)
    return m.schedule_notice_days({ count: minutes / 1440, hours: minutes / 60 });
  return minutes % 60 === 0
    ? m.schedule_notice_hours({ count: minutes / 60 })
    : m.schedule_notice_minutes({ count: minutes });
}

export const timeWord = (time: TimeOfDay): string =>
  ({
    weekday_day: m.schedule_time_weekday_day,
    weekday_evening: m.schedule_time_weekday_evening,
    weekend: m.schedule_time_weekend,
  })[time]();

export const stepWord = (step: FirstStep): string =>
  ({
    watch_only: m.schedule_step_watch_only,
    camera_off: m.schedule_step_camera_off,
    text_only: m.schedule_step_text_only,
    come_and_go: m.schedule_step_come_and_go,
    accompanied: m.schedule_step_accompanied,
    doorstep: m.schedule_step_doorstep,
    first_timers: m.schedule_step_first_timers,
  })[step]();

export const livelinessWord = (liveliness: Liveliness): string =>
  ({
    quiet: m.schedule_lively_quiet,
    usual: m.schedule_lively_usual,
    lively: m.schedule_lively_lively,
  })[liveliness]();

/** 「のぶさん」. A word that stands for whoever gave no name, and a name written with its honorific, stay as they are. */
export const calledWord = (name: string): string =>
  name === m.schedule_listener_unnamed() || /(さん|サン|様|さま|先生|ちゃん|くん)$/.test(name)
    ? name
    : m.schedule_called({ name });

/** 「ご家族・きょうだい」; "Families, brothers and sisters": one sentence has one capital. */
export const audiencesWord = (audiences: Audience[]): string =>
  audiences
    .map(audienceWord)
    .map((word, at) => (at === 0 ? word : word.charAt(0).toLowerCase() + word.slice(1)))
    .join(m.schedule_audience_and());

export const audienceWord = (audience: Audience): string =>
  ({
    family: m.schedule_audience_family,
    person: m.schedule_audience_person,
    sibling: m.schedule_audience_sibling,
    anyone: m.schedule_audience_anyone,
    supporter: m.schedule_audience_supporter,
    women_only: m.schedule_audience_women_only,
  })[audience]();

/** Of a date that alone is not held where it is usually; empty for the others. */
export function elsewhereWord(usualPlace: string | null): string {
  if (usualPlace === null) return '';
  return usualPlace ? m.schedule_elsewhere_from({ place: usualPlace }) : m.schedule_elsewhere();
}

export const topicWord = (topic: Topic): string =>
  ({
    aging_parents: m.schedule_topic_aging_parents,
    violence: m.schedule_topic_violence,
    school_refusal: m.schedule_topic_school_refusal,
    first_time: m.schedule_topic_first_time,
    siblings: m.schedule_topic_siblings,
    work: m.schedule_topic_work,
    money: m.schedule_topic_money,
    mind_and_body: m.schedule_topic_mind_and_body,
  })[topic]();

/** Why a word is better not said. */
export const avoidWord = (reason: ReasonToAvoid): string =>
  ({
    label: m.schedule_avoid_label,
    overcoming: m.schedule_avoid_overcoming,
    wrongdoing: m.schedule_avoid_wrongdoing,
    return_to_work: m.schedule_avoid_return_to_work,
    neet: m.schedule_avoid_neet,
    laziness: m.schedule_avoid_laziness,
    blame: m.schedule_avoid_blame,
  })[reason]();

/** What to say in its place. */
export const insteadWord = (reason: ReasonToAvoid): string =>
  ({
    label: m.schedule_instead_label,
    overcoming: m.schedule_instead_overcoming,
    wrongdoing: m.schedule_instead_wrongdoing,
    return_to_work: m.schedule_instead_return_to_work,
    neet: m.schedule_instead_neet,
    laziness: m.schedule_instead_laziness,
    blame: m.schedule_instead_blame,
  })[reason]();

/** Organisers write the fee themselves; 無料 is the one word of it that we know. */
export const feeWord = (fee: string): string => (fee === '無料' ? m.schedule_fee_free() : fee);

export const viewWord = (view: View): string =>
  view === 'month' ? m.schedule_view_month() : m.schedule_view_week();

export const reachWord = (reach: Reach): string =>
  ({
    near: m.schedule_reach_near,
    town: m.schedule_reach_town,
    prefecture: m.schedule_reach_prefecture,
  })[reach]();

/** The place that was asked for, as it stands above what was found; null for all of Japan. */
export function placeName(place: Place): string | null {
  if (place.kind === 'prefecture') return place.name;
  if (place.kind !== 'area') return null;
  const name = `${place.area.prefecture} ${place.area.name}`;
  if (place.reach === 'near') return m.schedule_near({ area: name });
  return place.reach === 'town' ? name : place.area.prefecture;
}

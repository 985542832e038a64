import { m } from '#paraglide/messages';
import type { StageName } from './route.ts';
import type { TalkStage } from './talk/talk.ts';

const REASONS: Record<StageName, () => string> = {
  chosen: m.urgent_reason_chosen,
  district: m.urgent_reason_district,
  districts: m.urgent_reason_districts,
  own: m.urgent_reason_own,
  nearby: m.urgent_reason_nearby,
  prefecture: m.urgent_reason_prefecture,
  nationwide: m.urgent_reason_nationwide,
};

/** Why a stage is on the route, in words the person can read. */
export const stageReason = (stage: StageName): string => REASONS[stage]();

/** Whole sentences, one after the other as the language has it. */
export const inOneGo = (...sentences: string[]): string =>
  sentences.filter((one) => one !== '').join(m.urgent_between_sentences());

/** One window by its name, several by the first and how many more. */
export const windowsInWords = ([name = '', ...more]: string[]): string =>
  more.length > 0 ? m.urgent_windows_more({ name, count: more.length }) : name;

const NAMED = 2;

export function progressInWords(stage: TalkStage, secondsLeft: number | null): string {
  switch (stage.progress) {
    case 'ringing':
      return inOneGo(
        ringingInWords(stage.ringing),
        stage.otherLanguage ? m.urgent_progress_other_language() : '',
      );
    case 'asked':
      return m.urgent_progress_asked();
    case 'nobody_there':
      return m.urgent_progress_nobody();
    case 'next':
      return secondsLeft === null
        ? m.urgent_progress_next_soon()
        : m.urgent_progress_next({ seconds: secondsLeft });
    case 'later':
      return m.urgent_progress_later();
  }
}

function ringingInWords(people: string[]): string {
  const names = people.slice(0, NAMED).join(m.urgent_progress_between());
  return people.length > NAMED
    ? m.urgent_progress_ringing_many({ names, count: people.length })
    : m.urgent_progress_ringing({ names });
}

/** "0:24" */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

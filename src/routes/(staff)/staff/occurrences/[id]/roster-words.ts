import { m } from '#paraglide/messages';
import type { RosterLine } from '#signup';

export const wayWord = (way: RosterLine['way']): string =>
  ({
    text: m.staff_way_text,
    voice: m.staff_way_voice,
    video: m.staff_way_video,
    watch: m.staff_way_watch,
    onsite: m.staff_way_onsite,
  })[way]();

export const stateWord = (state: RosterLine['state']): string =>
  ({
    confirmed: m.staff_state_confirmed,
    waiting: m.staff_state_waiting,
  })[state]();

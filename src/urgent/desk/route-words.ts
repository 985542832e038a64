import { m } from '#paraglide/messages';
import type { Stopped } from '../passing-on/hand-over.ts';
import type { WhyRung, WhyWider } from '../policy.ts';
import type { RouteLine } from './desk.ts';

const WIDER: Record<string, () => string> = {
  nobody_there: m.urgent_desk_route_widened_nobody_there,
  all_passed: m.urgent_desk_route_widened_all_passed,
  time_is_up: m.urgent_desk_route_widened_time_is_up,
} satisfies Record<WhyWider, () => string>;

function rangInWords({ windows, reason }: RouteLine): string {
  const named = { windows: windows.join(m.ui_comma()) };
  return reason === ('others_too' satisfies WhyRung)
    ? m.urgent_desk_route_rang_others_too(named)
    : m.urgent_desk_route_rang(named);
}

/** One line of a contact's log as the desk reads it. */
export function routeLineInWords(line: RouteLine, area: string | null): string {
  const who = line.who ?? '';
  const words: Record<RouteLine['kind'], () => string> = {
    pressed: () =>
      area ? m.urgent_desk_route_pressed_from({ area }) : m.urgent_desk_route_pressed(),
    from_peer_talk: m.urgent_onward_route,
    rang: () => rangInWords(line),
    widened: () => (WIDER[line.reason ?? ''] ?? m.urgent_desk_route_widened)(),
    passed: () => m.urgent_desk_route_passed({ who }),
    answered: () => m.urgent_desk_route_answered({ who }),
    staff_lost: () => m.urgent_desk_route_staff_lost({ who }),
    person_gone: m.urgent_desk_route_person_gone,
    person_back: m.urgent_desk_route_person_back,
    words_left: m.urgent_desk_route_words_left,
    nobody_there: m.urgent_desk_route_nobody_there,
    letter_written: m.letters_route_written,
    replied: () => m.letters_route_replied({ who }),
    overdue: m.letters_route_overdue,
    hand_over_asked: m.urgent_desk_route_hand_over_asked,
    hand_over_allowed: m.urgent_desk_route_hand_over_allowed,
    hand_over_refused: m.urgent_desk_route_hand_over_refused,
    handed_over: () => m.urgent_desk_route_handed_over({ who }),
    experts_asked: () => m.experts_route_asked({ who }),
    experts_answered: m.experts_route_answered,
    emergency_read: () => m.danger_route_read({ who }),
    hand_over_declined: () =>
      line.reason === ('lapsed' satisfies Stopped)
        ? m.urgent_desk_route_hand_over_lapsed()
        : m.urgent_desk_route_hand_over_declined(),
    callback_set: () => (line.who ? m.callbacks_route_set_by({ who }) : m.callbacks_route_set()),
    callback_due: m.callbacks_route_due,
    said_not_genuine: () => m.urgent_desk_route_said_not_genuine({ who }),
    not_genuine: () => m.urgent_desk_route_not_genuine({ who }),
    genuine_again: () => m.urgent_desk_route_genuine_again({ who }),
    procedure_opened: () => m.urgent_desk_route_procedure_opened({ who }),
    ended: m.urgent_desk_route_ended,
    left: m.urgent_desk_route_left,
  };
  return words[line.kind]();
}

/** Invented duty of the demonstration's people: opening the desk is enough to be rung at, at any hour. */
import { demonstrationViewer } from '#accounts/server';
import { now } from '#platform/clock';
import { db } from '#platform/db';
import { localDate } from '#platform/tokyo';
import { windowsOfAccount } from './queries.server.ts';
import { layAllRules } from './roster/laying.server.ts';
import { planShift } from './roster/planning.server.ts';
import { rulesGoingOn } from './roster/rule-queries.server.ts';

const ON_DUTY = ['yuri', 'kaede', 'minato', 'takeru'];
const EVERY_DAY = { weekdays: [1, 2, 3, 4, 5, 6, 7], weeks: [], rests: [], until: '' };

/** Every day, 0:00 to 24:00, at the windows of each one's organisations; rules that are there already stay. */
export async function loadDemonstrationDuty(): Promise<void> {
  const at = now();
  const date = localDate(at);
  const rules = await rulesGoingOn(db, { on: date });
  for (const login of ON_DUTY) {
    const viewer = await demonstrationViewer(login);
    if (!viewer) continue;
    const { accountId } = viewer;
    for (const { windowId, role } of await windowsOfAccount(db, accountId, at)) {
      if (rules.some((rule) => rule.windowId === windowId && rule.accountId === accountId))
        continue;
      const daily = { date, startsAt: '0:00', endsAt: '24:00', repeats: EVERY_DAY };
      await planShift(viewer, windowId, { accountId, role, capacity: 2, ...daily });
    }
  }
  await layAllRules();
}

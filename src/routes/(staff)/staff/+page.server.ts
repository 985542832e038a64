import { may, organisationIdsOf } from '#accounts';
import { hasSecondFactor } from '#accounts/server';
import { gapsToldTo, openRequests } from '#duty/server';
import {
  applicationsWaiting,
  approvalEndsFor,
  namingsFor,
  ownApplications,
} from '#organisations/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { hostingsOf, reportsWaiting, statementsWaitingFor } from '#rooms/server';
import type { OccurrenceRow } from '#schedule';
import { comingOf, slotsUncovered, standByRequests, waitingFor } from '#schedule/server';
import { NAMERS } from '../../../namers.server.ts';
import { dangerReadingsUnseen, lettersLate } from '#urgent/server';
import { signedIn } from '../signed-in.server.ts';
import { hostingActions } from './hosting.server.ts';
import { approvalEndActions } from './approval-end.server.ts';
import { namingActions } from './naming-answer.server.ts';
import { overviewRow } from './overview.ts';
import { standByActions } from './stand-by-answer.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const [rows, factor, applications, applying, waiting, approvalEnds, namings] = await Promise.all([
    comingOf(organisationIdsOf(viewer), { limit: 30 }),
    hasSecondFactor(viewer),
    ownApplications(viewer),
    applicationsWaiting(viewer),
    waitingFor(viewer),
    approvalEndsFor(viewer),
    namingsFor(viewer, NAMERS),
  ]);
  const uncovered = await slotsUncovered(viewer);
  const statements = await statementsWaitingFor(viewer);
  const duty = { gaps: await gapsToldTo(viewer), requests: await openRequests(viewer) };
  const [reports, hostings] = [await reportsWaiting(viewer), await hostingsOf(viewer)];
  const today = localDate(now());
  const isToday = ({ date, onNow }: OccurrenceRow) => date === today || onNow;
  return {
    today: rows.filter(isToday).map(overviewRow),
    coming: rows.filter((row) => !isToday(row)).map(overviewRow),
    factor,
    applying,
    waiting,
    approvalEnds,
    namings: namings.filter(({ state }) => state === 'asked'),
    uncovered,
    duty,
    standBy: await standByRequests(viewer),
    own: viewer.displayName,
    statements,
    reports,
    dangerReadings: await dangerReadingsUnseen(viewer),
    lettersLate: await lettersLate(viewer),
    hostings,
    standings: applications.map(({ organisation: { id, name, standing }, claims, remark }) => ({
      ...{ id, name, standing, claims, remark },
      opens: may(viewer, 'read_members', id),
    })),
    mustHaveFactor: viewer.operator,
  };
};

export const actions: Actions = {
  ...approvalEndActions,
  ...namingActions,
  ...standByActions,
  ...hostingActions,
};

/** A consultation in a running portal that begins in some minutes: its supporter, who stands by, and who booked it. */
import type { AccountViewer, Role } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { halfHourAhead } from './ahead.ts';
import { enterPortal } from './inside-portal.ts';
import type { Portal } from './portal.ts';

type Carried = Record<'name' | 'value', string>;

export interface TalkJourney {
  slotId: string;
  seriesId: string;
  organisationId: string;
  supporterCookie: Carried;
  colleagueCookie: Carried;
  personCookie: Carried;
  supporter: AccountViewer;
  colleague: AccountViewer;
  person: ParticipantViewer;
}

export function aTalkIn(portal: Portal): Promise<TalkJourney> {
  enterPortal(portal);
  return aTalkSoon();
}

/** The same in the database of this process. */
export async function aTalkSoon(minutesAhead = 5): Promise<TalkJourney> {
  const [{ anOrganisation }, { aConsultation, wednesdays, slotRowsOf }, schedule, signup, form] =
    await Promise.all([
      import('./organisations.ts'),
      import('./consultations.ts'),
      import('#schedule/server'),
      import('#signup/server'),
      import('./signup.ts'),
    ]);
  const organisationId = await anOrganisation();
  const seriesId = await aConsultation(organisationId);
  const supporter = await somebody(organisationId, 'peer_supporter', 'みなと');
  const colleague = await somebody(organisationId, 'window_staff', 'さくら');
  await schedule.saveAvailability(
    supporter.viewer,
    wednesdays(seriesId, {
      ...{ week: [], exceptions: [{ kind: 'also', ...halfHourAhead(minutesAhead) }] },
      ...{ slotMinutes: 30, noticeMinutes: 0 },
      appearance: { nickname: 'みなと', face: null, message: '急がなくて大丈夫です。' },
    }),
  );
  const of = { seriesId, supporterAccountId: supporter.viewer.accountId };
  await schedule.nameStandBy(supporter.viewer, of, colleague.viewer.accountId);
  const [asked] = await schedule.standByRequests(colleague.viewer);
  await schedule.agreeToStandBy(colleague.viewer, { id: asked?.id ?? '', nickname: 'さくら' });
  const [slot] = await slotRowsOf(seriesId);
  const slotId = slot?.id ?? '';
  const booked = await signup.signUp(null, form.filledForm(slotId, { nickname: 'そら' }));
  if (typeof booked === 'string' || !('cookie' in booked) || !booked.cookie)
    throw new Error(`the slot was not booked: ${JSON.stringify(booked)}`);
  return {
    ...{ slotId, seriesId, organisationId, personCookie: booked.cookie },
    supporterCookie: supporter.cookie,
    colleagueCookie: colleague.cookie,
    ...{ supporter: supporter.viewer, colleague: colleague.viewer },
    person: await form.viewerOf(booked.cookie),
  };
}

async function somebody(
  organisationId: AccountViewer['memberships'][number]['organisationId'],
  role: Role,
  displayName: string,
): Promise<{ viewer: AccountViewer; cookie: Carried }> {
  const { addMembership, createAccount, identifyAccount, signIn } =
    await import('#accounts/server');
  const login = `talk-${crypto.randomUUID().slice(0, 8)}`;
  const password = 'correct horse battery staple';
  const accountId = await createAccount({ login, displayName, password });
  await addMembership(accountId, organisationId, role);
  const signedIn = await signIn({ login, password });
  if (typeof signedIn === 'string') throw new Error(`nobody signed in: ${signedIn}`);
  const { cookie } = signedIn;
  const viewer = await identifyAccount(`${cookie.name}=${cookie.value}`);
  if (!viewer || viewer === 'unknown') throw new Error('the cookie speaks for nobody');
  return { viewer, cookie };
}

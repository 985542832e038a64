/** Invented people of the demonstration, one for each role; all share one password, printed by the start. */
import { db } from '#platform/db';
import { addMembership, createAccount } from './accounts.server.ts';
import { setPrefecture } from './closing.server.ts';
import { demonstrationAccount } from './demonstration-queries.server.ts';
import type { AccountViewer, OrganisationId, Role } from './index.ts';
import { viewerOf } from './queries.server.ts';

export const DEMONSTRATION_PASSWORD = 'tsudoi-demo';

interface Person {
  login: string;
  displayName: string;
  /** The demonstration's organisation, by name; none for the operator. */
  organisation: string | null;
  roles: Role[];
  operator?: boolean;
  /** Whose desks they watch over: a prefecture's code. */
  coordinates?: string;
}

const people: Person[] = [
  {
    login: 'yuri',
    displayName: '三枝 ゆり',
    organisation: '豊島区',
    roles: ['window_staff', 'publisher'],
  },
  {
    login: 'kaede',
    displayName: '林 かえで',
    organisation: '東京都',
    roles: ['window_staff', 'supervisor'],
  },
  { login: 'midori', displayName: '森 みどり', organisation: '東京都', roles: ['expert'] },
  {
    login: 'nobu',
    displayName: 'のぶ',
    organisation: 'NPO法人楽の会リーラ',
    roles: ['publisher', 'admin'],
  },
  {
    login: 'takeru',
    displayName: 'たける',
    organisation: 'NPO法人楽の会リーラ',
    roles: ['peer_supporter'],
  },
  {
    login: 'minato',
    displayName: 'みなと',
    organisation: '総社市社会福祉協議会',
    roles: ['publisher', 'window_staff'],
  },
  {
    login: 'aoi',
    displayName: '青木 あおい',
    organisation: '豊島区',
    roles: ['admin', 'approver', 'supervisor'],
  },
  { login: 'kei', displayName: '小野 圭', organisation: '豊島区', roles: ['window_staff'] },
  { login: 'yuki', displayName: 'ゆき', organisation: '豊島区', roles: ['peer_supporter'] },
  {
    login: 'haru',
    displayName: 'はる',
    organisation: 'ひだまりの会（見本）',
    roles: ['admin', 'publisher'],
  },
  {
    login: 'tomoe',
    displayName: '橘 ともえ',
    organisation: '東京都',
    roles: [],
    coordinates: '13',
  },
  { login: 'operator', displayName: '運営の当番', organisation: null, roles: [], operator: true },
];

/** What the start prints: whom one can be. */
export const demonstrationLogins: readonly Person[] = people;

/** Adds those that are not there yet; `organisationNamed` finds the demonstration's organisations. */
export async function loadDemonstrationAccounts(
  organisationNamed: (name: string) => Promise<OrganisationId | undefined>,
): Promise<void> {
  for (const person of people) {
    if (await demonstrationAccount(person.login)) continue;
    const organisationId = person.organisation
      ? await organisationNamed(person.organisation)
      : undefined;
    const accountId = await createAccount({
      login: person.login,
      displayName: person.displayName,
      password: DEMONSTRATION_PASSWORD,
      operator: person.operator ?? false,
      demonstration: true,
    });
    if (organisationId)
      for (const role of person.roles) await addMembership(accountId, organisationId, role);
    if (person.coordinates) await setPrefecture(db, accountId, person.coordinates);
  }
}

/** One of them, as they act in the demonstration without having signed in. */
export async function demonstrationViewer(login: string): Promise<AccountViewer | undefined> {
  const accountId = await demonstrationAccount(login);
  return accountId && viewerOf(accountId, '');
}

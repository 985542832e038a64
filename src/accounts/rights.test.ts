import { expect, test } from 'vitest';
import {
  gives,
  may,
  ROLES,
  type AccountId,
  type AccountViewer,
  type OrganisationId,
  type Right,
} from './index.ts';

const [own, other] = ['own', 'other'] as OrganisationId[] as [OrganisationId, OrganisationId];

const member = (role: AccountViewer['memberships'][number]['role']): AccountViewer => ({
  kind: 'account',
  accountId: 'account' as AccountId,
  displayName: 'たける',
  operator: false,
  coordinatesPrefCode: null,
  memberships: [{ organisationId: own, role }],
  sessionKey: '',
});

const matrix: Record<Right, string> = {
  publish: 'admin publisher',
  supervise: 'supervisor',
  advise: 'expert',
  lay_slots: 'admin publisher peer_supporter',
  tend_places: 'admin publisher peer_supporter window_staff',
  read_signups: 'admin publisher peer_supporter supervisor',
  read_members: 'admin supervisor',
  read_audit: 'admin',
  administer: 'admin',
  approve: 'admin approver',
  confirm_windows: 'admin publisher window_staff supervisor',
  keep_shifts: 'admin supervisor',
  answer: 'peer_supporter window_staff supervisor',
  answer_letters: 'window_staff',
};

test.each(Object.entries(matrix) as [Right, string][])('%s belongs to: %s', (right, roles) => {
  const allowed = ROLES.filter((role) => may(member(role), right, own));
  expect(allowed.join(' ')).toBe(roles);
  expect(ROLES.filter((role) => gives(role, right))).toEqual(allowed);
  expect(ROLES.some((role) => may(member(role), right, other))).toBe(false);
});

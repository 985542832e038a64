import { organisationIdsOf, type AccountViewer, type PasswordChange } from '#accounts';
import { changePassword } from '#accounts/server';
import { recordAct } from './audit.server.ts';

/** The logs of the viewer's organisations say that it was changed: whoever runs one knows that a way in is another now. */
export const changeOwnPassword = (viewer: AccountViewer, input: PasswordChange) =>
  changePassword(viewer, input, async (trx) => {
    const [act, subject] = ['account.password_changed', `account:${viewer.accountId}`];
    for (const organisationId of [null, ...organisationIdsOf(viewer)])
      await recordAct(viewer, { organisationId, act, subject }, trx);
  });

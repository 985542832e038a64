import { m } from '#paraglide/messages';

type ApprovalRefusal = 'own' | 'changed_meanwhile' | 'unseen';

export const approvalWord = (refusal: ApprovalRefusal): string =>
  ({
    own: m.staff_approval_own,
    changed_meanwhile: m.staff_approval_changed,
    unseen: m.staff_approval_unseen,
  })[refusal]();

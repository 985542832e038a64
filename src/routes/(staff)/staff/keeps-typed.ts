import type { SubmitFunction } from '@sveltejs/kit';
import { invalidateAll } from '$app/navigation';

const REFUSED = '[aria-invalid], fieldset.wrong, [role="alert"]';

/** For `use:enhance`: what was typed stays, and the focus goes to the first thing that was refused. */
export const keepsTyped: SubmitFunction =
  ({ formElement }) =>
  async ({ update }) => {
    await update({ reset: false });
    formElement.querySelector<HTMLElement>(REFUSED)?.focus();
  };

/** The same where what is saved by now may be what refused it: that is read anew. */
export const keepsTypedAndReads: SubmitFunction =
  ({ formElement }) =>
  async ({ result, update }) => {
    await update({ reset: false });
    if (result.type === 'failure') await invalidateAll();
    formElement.querySelector<HTMLElement>(REFUSED)?.focus();
  };

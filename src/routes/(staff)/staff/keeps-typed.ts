import type { SubmitFunction } from '@sveltejs/kit';

const REFUSED = '[aria-invalid], fieldset.wrong, [role="alert"]';

/** For `use:enhance`: what was typed stays, and the focus goes to the first thing that was refused. */
export const keepsTyped: SubmitFunction =
  ({ formElement }) =>
  async ({ update }) => {
    await update({ reset: false });
    formElement.querySelector<HTMLElement>(REFUSED)?.focus();
  };

import type { ActionResult, SubmitFunction } from '@sveltejs/kit';

type Data = Record<string, unknown> | undefined;

/** A form on its way. Where the portal breaks down or cannot be reached, the page stays with all that was typed. */
export class Sending {
  busy = $state(false);
  /** Show `NotSent` while it is true. */
  failed = $state(false);

  /** For `use:enhance`. */
  readonly submit: SubmitFunction<Data, Data> = () => {
    this.busy = true;
    this.failed = false;
    return async ({ result, update }) => {
      this.failed = result.type === 'error' && (result.status ?? 500) >= 500;
      if (!this.failed) await update({ reset: false });
      this.busy = false;
    };
  };

  /** The same; `then` hears what became of it, once the page shows that. */
  readonly submitThen =
    (
      then: (result: ActionResult<Data, Data>, form: HTMLFormElement) => void,
    ): SubmitFunction<Data, Data> =>
    async (input) => {
      const follow = await this.submit(input);
      return async (outcome) => {
        await follow?.(outcome);
        then(outcome.result, outcome.formElement);
      };
    };
}

/**
 * A form that is sent twice makes one thing: the id of what it makes is that of the form's rendering, of who sends it and of
 * all that stands in it. So there is nothing to keep and nothing to run out, and other words are another thing.
 */
import { randomUUID } from 'node:crypto';
import { brokenConstraint } from '#platform/db';
import { steadyId } from '#platform/steady-id';

/** For one rendering of a form. */
export const newFormId = (): string => randomUUID();

export interface Sent {
  /** From `newFormId`; nothing where no page stands behind it. */
  formId: string | undefined;
  by: string;
  what: unknown;
}

/** Makes it under its id, or says by `already` that it was made; `key`: the constraint that lets one of two through. */
export async function madeOnce<Made>(
  { formId, by, what }: Sent,
  key: string,
  make: (id: string) => Promise<Made>,
  already: (id: string) => Made,
): Promise<Made> {
  const id = formId ? steadyId(JSON.stringify([formId, by, what])) : randomUUID();
  try {
    return await make(id);
  } catch (error) {
    if (brokenConstraint(error) === key) return already(id);
    throw error;
  }
}

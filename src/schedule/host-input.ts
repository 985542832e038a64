/** What somebody says of themselves as the host of a series. */
import { z } from 'zod';
import { appearanceInput } from '#people';
import { line } from './input-fields.ts';

export const hostInput = appearanceInput.extend({
  relation: line(80),
  /** That the relation may be read by everybody, said for oneself. */
  consents: z.boolean(),
});
export type HostInput = z.input<typeof hostInput>;

/** What somebody says of themselves as the host of a series. */
import { z } from 'zod';
import { FACES } from '#ui';
import { line, text } from './input-fields.ts';

export const hostInput = z.object({
  nickname: line(80),
  message: text(400),
  relation: line(80),
  drawing: z.number().int().min(1).max(FACES.length).nullable().catch(null),
  /** That the relation may be read by everybody, said for oneself. */
  consents: z.boolean(),
});
export type HostInput = z.input<typeof hostInput>;

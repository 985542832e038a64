/** Who welcomes at a series, beside the one its publisher names. */
import { z } from 'zod';
import { line, text } from './input-fields.ts';

/** The drawings that `Face.svelte` has. */
export const DRAWINGS = [1, 2, 3, 4, 5] as const;

/** Somebody of the organisation, by the name they chose; `relation` only by the consent they gave themselves. */
export interface ShownHost {
  nickname: string;
  message: string;
  relation: string | null;
  /** One they chose; null for the one that goes with the name. */
  drawing: number | null;
}

export const hostInput = z.object({
  nickname: line(80),
  message: text(400),
  relation: line(80),
  drawing: z.number().int().min(1).max(DRAWINGS.length).nullable().catch(null),
  /** That the relation may be read by everybody, said for oneself. */
  consents: z.boolean(),
});
export type HostInput = z.input<typeof hostInput>;

const RELATION = /[父母兄姉弟妹妻夫]|息子|娘|きょうだい|祖[父母]|親として|当事者|経験者/;
/** The names of groups: nobody's own relation. */
const GROUP = /([父母]親|きょうだい|兄弟姉妹|家族|当事者)の?会/g;

/** Whether a text that a publisher wrote tells what its host is to whom. */
export const tellsRelation = (said: string): boolean => RELATION.test(said.replace(GROUP, ''));

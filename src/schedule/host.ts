/** Who welcomes at a series, beside the one its publisher names. */
import type { Appearance } from '#people';

/** Somebody of the organisation, by the name they chose; `relation` only by the consent they gave themselves. */
export interface ShownHost extends Appearance {
  relation: string | null;
}

const RELATION = /[父母兄姉弟妹妻夫]|息子|娘|きょうだい|祖[父母]|親として|当事者|経験者/;
/** The names of groups: nobody's own relation. */
const GROUP = /([父母]親|きょうだい|兄弟姉妹|家族|当事者)の?会/g;

/** Whether a text that a publisher wrote tells what its host is to whom. */
export const tellsRelation = (said: string): boolean => RELATION.test(said.replace(GROUP, ''));

/** Who welcomes at a series, beside the one its publisher names. */
import type { Appearance } from '#people';

/** Somebody of the organisation, by the name they chose; `relation` only by the consent they gave themselves. */
export interface ShownHost extends Appearance {
  relation: string | null;
}

/** What the publisher wrote of the one who welcomes. */
interface NamedHost {
  nickname: string;
  message: string;
  role: string;
}

export type HostCard = Appearance & { about: string[] };

/**
 * One card for each person. Whom the publisher names and who also appears by their own act is one, told by the name they
 * are called: what they say of themselves stands, and the publisher's words where they say nothing.
 */
export function hostCards(named: NamedHost | null, hosts: ShownHost[]): HostCard[] {
  const own = named && hosts.find(({ nickname }) => bare(nickname) === bare(named.nickname));
  const first = named && cardOf(own ?? { ...nobodyYet, nickname: named.nickname }, named);
  const others = hosts.filter((host) => host !== own).map((host) => cardOf(host));
  return first ? [first, ...others] : others;
}

const nobodyYet = { message: '', drawing: null, portrait: null, relation: null };

const cardOf = ({ relation, ...appearance }: ShownHost, named?: NamedHost): HostCard => ({
  ...appearance,
  message: appearance.message || (named?.message ?? ''),
  about: [...new Set([named?.role ?? '', relation ?? ''])].filter(Boolean),
});

const bare = (nickname: string) => nickname.normalize('NFKC').replace(/\s|さん$/g, '');

const RELATION = /[父母兄姉弟妹妻夫]|息子|娘|きょうだい|祖[父母]|親として|当事者|経験者/;
/** The names of groups: nobody's own relation. */
const GROUP = /([父母]親|きょうだい|兄弟姉妹|家族|当事者)の?会/g;

/** Whether a text that a publisher wrote tells what its host is to whom. */
export const tellsRelation = (said: string): boolean => RELATION.test(said.replace(GROUP, ''));

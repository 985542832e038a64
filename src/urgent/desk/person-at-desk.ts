/** Somebody as every list of a desk names them. */
import type { ContactEventKind } from '../contact.ts';
import type { Person, RouteLine } from './desk.ts';
import type { ContactAt } from './desk-queries.server.ts';

export const personOf = (contact: ContactAt): Person => ({
  contactId: contact.id,
  name: contact.nickname,
  area: contact.area,
  since: contact.created_at.getTime(),
});

/** When one of these last happened, in milliseconds since 1970. */
export const lastOf = (
  lines: RouteLine[] = [],
  kinds: ContactEventKind[],
  otherwise: Date | null,
) => lines.findLast(({ kind }) => kinds.includes(kind))?.at ?? otherwise?.getTime() ?? 0;

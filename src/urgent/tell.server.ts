import type { AccountId } from '#accounts';
import { publish } from '#platform/realtime/server';
import type { RoomNews } from '#rooms';
import type { ContactId } from './contact.ts';
import type { Contact } from './contact-queries.server.ts';
import type { ContactNews, DeskNews } from './events.ts';

export const contactRoom = (contactId: string): string => `contact:${contactId}`;

export const BOARDS = 'boards';

export function tellContact(contactId: ContactId): void {
  const event = 'contact:changed' satisfies keyof ContactNews;
  publish('/participant', contactRoom(contactId), event, { contactId });
}

export function tellDesks(accountIds: Iterable<AccountId>): void {
  const event = 'desk:changed' satisfies keyof DeskNews;
  for (const id of new Set(accountIds)) publish('/staff', `account:${id}`, event, {});
  publish('/staff', BOARDS, 'board:changed' satisfies keyof DeskNews, {});
}

/** Its person, whoever talks with them and whoever it rang at. */
export function tellBoth(
  { id, owner_account_id: owner }: Pick<Contact, 'id' | 'owner_account_id'>,
  rung: AccountId[] = [],
): void {
  tellContact(id);
  tellDesks(owner ? [owner, ...rung] : rung);
}

export function tellDeciders(accountIds: Iterable<AccountId>): void {
  const event = 'deciding:changed' satisfies keyof RoomNews;
  for (const id of new Set(accountIds)) publish('/staff', `account:${id}`, event, {});
}

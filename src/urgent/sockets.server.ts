import type { Socket } from 'socket.io';
import { z } from 'zod';
import { organisationIdsOf, type AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';
import { seconds } from '#platform/clock';
import { log } from '#platform/log';
import { answer } from '#platform/realtime/server';
import { noteSeen, followContact } from './talk/person.server.ts';
import { BOARDS, contactRoom } from './tell.server.ts';

const nothing = z.strictObject({});
/** None named: whichever is first. */
const one = z.strictObject({ contactId: z.uuid().optional() });
const SEEN_EVERY_MS = seconds(15);

/** Binds a `/participant` socket: it follows the viewer's own contacts, and while it lives the person is there. */
export function bindUrgent(socket: Socket, viewer: ParticipantViewer): void {
  let seeing: NodeJS.Timeout | undefined;
  answer(socket, 'contact:follow', one, async ({ contactId }) => {
    const { contact, others, there } = await followContact(viewer, contactId);
    if (!contact) return 'not_found' as const;
    await socket.join([contact, ...others].map(({ id }) => contactRoom(id)));
    clearInterval(seeing);
    if (socket.connected) seeing = setInterval(() => there.forEach(see), SEEN_EVERY_MS);
    return { contactId: contact.id };
  });
  socket.on('disconnect', () => clearInterval(seeing));
}

/** Binds a `/staff` socket: whoever supervises hears that something has changed at some desk, and nothing else. */
export function bindBoard(socket: Socket, viewer: AccountViewer): void {
  answer(socket, 'board:follow', nothing, async () => {
    if (organisationIdsOf(viewer, 'supervise').length === 0) return 'not_found' as const;
    await socket.join(BOARDS);
    return 'followed' as const;
  });
}

const see = (contactId: string): void =>
  void noteSeen(contactId).catch((error: unknown) =>
    log.warn({ err: error }, 'a person on the page could not be noted; the next time will'),
  );

import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { ParticipantViewer } from '#participants';
import { seconds } from '#platform/clock';
import { log } from '#platform/log';
import { answer } from '#platform/realtime/server';
import { noteSeen, followContact } from './talk/person.server.ts';
import { contactRoom } from './tell.server.ts';

const nothing = z.strictObject({});
const SEEN_EVERY_MS = seconds(15);

/** Binds a `/participant` socket: it follows the viewer's own contact, and while it lives the person is there. */
export function bindUrgent(socket: Socket, viewer: ParticipantViewer): void {
  let seeing: NodeJS.Timeout | undefined;
  answer(socket, 'contact:follow', nothing, async () => {
    const contact = await followContact(viewer);
    if (!contact) return 'not_found' as const;
    await socket.join(contactRoom(contact.id));
    clearInterval(seeing);
    if (socket.connected) seeing = setInterval(() => void see(contact.id), SEEN_EVERY_MS);
    return { contactId: contact.id };
  });
  socket.on('disconnect', () => clearInterval(seeing));
}

const see = (contactId: string): Promise<void> =>
  noteSeen(contactId).catch((error: unknown) =>
    log.warn({ err: error }, 'a person on the page could not be noted; the next time will'),
  );

/** Desks that answer, pass and end as fast as they can, and die now and then. */
import { setTimeout as pause } from 'node:timers/promises';
import type { SignedIn } from '#accounts/server';
import type { Portal } from '../support/portal.ts';
import { DeskDevice } from '../support/urgent-devices.ts';

const AT_EACH_WINDOW = 2;
const LOOK_EVERY_MS = 100;
/** Of a hundred looks. */
const DIES = 0.5;
/** Longer than a closed socket is waited for. */
const DEAD_MS = 8_000;
const PASSES = 0.2;

export async function hurriedDesks(portal: Portal, windowIds: string[]): Promise<HurriedDesk[]> {
  const { signedInAt } = await import('../support/staff.ts');
  const desks: HurriedDesk[] = [];
  for (const windowId of windowIds)
    for (let n = 0; n < AT_EACH_WINDOW; n += 1)
      desks.push(new HurriedDesk(portal, await signedInAt(windowId)));
  return desks;
}

class HurriedDesk {
  readonly #portal: Portal;
  readonly #staff: SignedIn;
  #finished = false;

  constructor(portal: Portal, staff: SignedIn) {
    this.#portal = portal;
    this.#staff = staff;
  }

  finish(): void {
    this.#finished = true;
  }

  /** Until it is finished; whatever fails meanwhile is done anew. */
  async work(): Promise<void> {
    let desk = await DeskDevice.open(this.#portal, this.#staff);
    while (!this.#finished) {
      await pause(LOOK_EVERY_MS);
      await this.#look(desk).catch(() => undefined);
      if (Math.random() * 100 > DIES) continue;
      desk.leave();
      await pause(DEAD_MS);
      desk = await DeskDevice.open(this.#portal, this.#staff);
    }
    desk.leave();
  }

  async #look(desk: DeskDevice): Promise<void> {
    const { db } = await import('#platform/db');
    const { accountId } = this.#staff.viewer;
    const talks = await db
      .selectFrom('contacts')
      .select('id')
      .where('owner_account_id', '=', accountId)
      .execute();
    const rings = await db
      .selectFrom('offers')
      .select('contact_id')
      .where('account_id', '=', accountId)
      .where('state', '=', 'ringing')
      .limit(2)
      .execute();
    for (const { id } of talks) await desk.end(id);
    for (const { contact_id: id } of rings)
      await (Math.random() < PASSES ? desk.pass(id) : desk.answer(id));
  }
}

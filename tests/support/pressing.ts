/** People who press いますぐ話したい again and again, whatever happens to the portal, and what became of each press. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pressAt, type Address } from './urgent-devices.ts';

/** Presses each time as somebody new, and each press until it is acknowledged. */
export class PressingPerson {
  readonly acknowledged: string[] = [];
  private readonly address: Address;
  private readonly where: { code5: string; eachMs: number };
  private finished = false;

  constructor(address: Address, { code5 = '13116', eachMs = 150 } = {}) {
    this.address = address;
    this.where = { code5, eachMs };
  }

  finish(): void {
    this.finished = true;
  }

  async press(): Promise<void> {
    while (!this.finished) {
      const formToken = randomUUID();
      const form = { formToken, code5: this.where.code5, words: formToken };
      while (!(await pressAt(this.address, form))) await pause(200);
      this.acknowledged.push(formToken);
      await pause(this.where.eachMs);
    }
  }
}

export interface Pressed {
  acknowledged: number;
  lost: number;
  doubled: number;
}

/** In the portal that this process has entered. Each has left the number of the form as words. */
export async function whatBecameOf(people: PressingPerson[]): Promise<Pressed> {
  const tokens = people.flatMap(({ acknowledged }) => acknowledged);
  const { db } = await import('#platform/db');
  const contacts = await db.selectFrom('contacts').select('first_words').execute();
  const kept = new Set(contacts.map(({ first_words }) => first_words));
  return {
    acknowledged: tokens.length,
    lost: tokens.filter((token) => !kept.has(token)).length,
    doubled: contacts.length - kept.size,
  };
}

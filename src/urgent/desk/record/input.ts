import { z } from 'zod';
import { checkbox, contactInput, words } from '../../input.ts';
import { CHECKS } from './record.ts';

export const noteInput = contactInput.extend({
  /** Made by the page, so that a note sent twice is one. */
  noteId: z.uuid(),
  note: words.refine((text) => text !== ''),
});
export type NoteInput = z.output<typeof noteInput>;

export const checkInput = contactInput.extend({
  item: z.enum(CHECKS),
  on: checkbox,
});
export type CheckInput = z.output<typeof checkInput>;

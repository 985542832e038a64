/** What staff keep of a talk for themselves: notes, and what was asked for the person's safety. */
import { may, type AccountId, type AccountViewer, type OrganisationId } from '#accounts';

export interface DeskNote {
  id: string;
  /** The message it stands after. */
  afterSeq: number;
  at: number;
  who: string;
  text: string;
}

export const CHECKS = [
  'alone_and_safe',
  'asked_about_dying',
  'asked_about_harm',
  'named_numbers',
] as const;
export type Check = (typeof CHECKS)[number];

export interface Checked {
  item: Check;
  at: number;
  who: string;
}

export interface DeskRecord {
  notes: DeskNote[];
  checks: Checked[];
}

/** Whose record it is. */
export interface Kept {
  organisationId: OrganisationId;
  accountId: AccountId | null;
}

/** Its writer reads it, and whoever answers in the same organisation: another one never does, though the talk be handed to it. */
export const readsRecord = (viewer: AccountViewer, kept: Kept): boolean =>
  kept.accountId === viewer.accountId || may(viewer, 'answer', kept.organisationId);

/** The number of the message that a note is read before; Infinity at the foot. */
export const readBefore = (note: DeskNote, seqs: number[]): number =>
  seqs.find((seq) => seq > note.afterSeq) ?? Infinity;

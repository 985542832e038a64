/** 記録: what of an ended talk may still be read, and by whom. Times are milliseconds since 1970. */
import { may, organisationIdsOf, type AccountViewer } from '#accounts';
import type { Message } from '#rooms';
import type { DeskRecord, Kept } from '../record/record.ts';

export const ENDED_PER_PAGE = 50;

export interface EndedTalk {
  contactId: string;
  /** As the person gave it; empty where they did not, or it is erased. */
  name: string;
  endedAt: number;
  notes: number;
}

export interface EndedTalkOpen extends Pick<EndedTalk, 'contactId' | 'name' | 'endedAt'> {
  record: DeskRecord;
  /** What was said while the viewer held the talk, from a number on. */
  texts: Message[];
  /** From which number one reads on; null at the end. */
  next: number | null;
}

/** Of a talk that is over, while they work there: its writer, whoever answers letters in the same organisation, and who supervises there; no peer. */
export const readsRecordLater = (viewer: AccountViewer, kept: Kept): boolean =>
  (kept.accountId === viewer.accountId &&
    organisationIdsOf(viewer).some((id) => id === kept.organisationId)) ||
  may(viewer, 'answer_letters', kept.organisationId) ||
  may(viewer, 'supervise', kept.organisationId);

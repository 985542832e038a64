/** What somebody could not say in time: it waits for a host, then stands in the record where it belongs. */
import type { Brand } from '#platform/brand';
import type { Message } from '../log/message.ts';

export type StatementId = Brand<string, 'StatementId'>;
/** Placed: in the record, for everybody. Declined: its author alone keeps it. */
export type StatementState = 'waiting' | 'placed' | 'declined';

/** What one member may have waiting at a time. */
export const MOST_WAITING = 5;
export const LONGEST_ANSWER = 500;

export interface NewStatement {
  roomId: string;
  /** Made by the page: the same once more is the same statement. */
  clientId: string;
  text: string;
  /** The message it belongs after; 0 before all of them. */
  standsAfter?: number;
}

/** As its author sees it. */
export interface OwnStatement {
  id: StatementId;
  clientId: string;
  text: string;
  state: StatementState;
  /** Milliseconds since 1970. */
  writtenAt: number;
  /** A host's word with a declined one. */
  answer: string | null;
}

/** As a host sees it who decides. */
export interface WaitingStatement {
  id: StatementId;
  nickname: string;
  text: string;
  writtenAt: number;
  /** The message it would stand after; null at the very beginning. */
  after: { nickname: string; text: string; sentAt: number } | null;
}

/** One line of a room as it is read: a message in its place, or word that one was put somewhere above. */
export interface Line {
  message: Message;
  /** Stands where the statement arrived, and leads to where it was put. */
  leadsTo: boolean;
}

const placeOf = ({ seq, standsAfter }: Message): number => standsAfter ?? seq;

/**
 * Messages in the order in which they are read: a statement after the line it belongs to. One whose place lies before all
 * that is known here is only announced, until the earlier messages are.
 */
export function inPlace(messages: Message[]): Line[] {
  const first = Math.min(...messages.map((message) => message.seq));
  const placed = messages
    .filter((message) => placeOf(message) >= first - 1)
    .map((message) => ({ message, leadsTo: false, place: placeOf(message) }));
  const announced = messages
    .filter((message) => message.standsAfter !== undefined && message.standsAfter < message.seq - 1)
    .map((message) => ({ message, leadsTo: true, place: message.seq }));
  return [...placed, ...announced]
    .sort((a, b) => a.place - b.place || a.message.seq - b.message.seq)
    .map(({ message, leadsTo }) => ({ message, leadsTo }));
}

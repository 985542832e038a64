import { z } from 'zod';
import { readableText } from '#platform/text';
import { textProblem } from './log/message.ts';
import type { MemberId, RoomId } from './room.ts';
import { LONGEST_ANSWER, type StatementId } from './statements/statement.ts';

const seq = z.int().min(0).max(2_147_483_647);

/** A message's number as a form posts it. */
export const postedSeq = z.coerce.number().pipe(seq);

export const roomId = z.uuid().transform((id) => id.toLowerCase() as RoomId);
export const memberId = z.uuid().transform((id) => id.toLowerCase() as MemberId);

const messageText = z
  .string()
  .refine((text) => textProblem(text) === undefined)
  .transform(readableText);

export const roomInput = z.strictObject({ roomId });
export const memberInput = z.strictObject({ roomId, memberId });
export const afterInput = z.strictObject({ roomId, after: seq });
export const postInput = z.strictObject({ roomId, clientId: z.uuid(), text: messageText });

const statementId = z.uuid().transform((id) => id.toLowerCase() as StatementId);

/** A host's decision, as its form posts it. */
export const statementDecision = z.object({
  statementId,
  answer: z.string().default('').transform(readableText).pipe(z.string().max(LONGEST_ANSWER)),
});

export type PostInput = z.output<typeof postInput>;
export type AfterInput = z.output<typeof afterInput>;

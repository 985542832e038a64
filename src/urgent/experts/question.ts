/** A question to experts: in the words of the staff, of nobody by name. */
import type { Brand } from '#platform/brand';

export type QuestionId = Brand<string, 'QuestionId'>;

export const EXPERT_FIELDS = [
  'medical',
  'legal',
  'welfare',
  'psychology',
  'education',
  'work',
] as const;
export type ExpertField = (typeof EXPERT_FIELDS)[number];

/** As experts see it: no person, no desk, no place within the prefecture. */
export interface Question {
  id: QuestionId;
  field: ExpertField;
  question: string;
  askedAt: Date;
  /** Of a team of the prefecture; null of one's own organisation. */
  prefecture: string | null;
  answer: string | null;
  answeredBy: string | null;
}

/** What the staff know of whom they ask about. */
interface Known {
  nickname: string;
  area: string | null;
}

/** A name or a town that slipped into the words. */
export const tellsWho = (question: string, { nickname, area }: Known): boolean =>
  [nickname, area ?? ''].some((word) => [...word].length > 1 && question.includes(word));

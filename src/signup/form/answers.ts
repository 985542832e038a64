/** What somebody answers to an organiser's questions: as they like, or not at all. */
import type { SignUpQuestion } from '#schedule';

export interface Answer {
  /** The question, as it read when it was answered. */
  asked: string;
  answer: string;
}

export type AnswersAmiss = 'answers_unknown';

/** A question that is not asked, or a choice that is none: the page was another when it was opened. */
export function amissIn(
  answers: Answer[],
  questions: Pick<SignUpQuestion, 'text' | 'choices'>[],
): AnswersAmiss | undefined {
  const fits = ({ asked, answer }: Answer) =>
    questions.some(
      ({ text, choices }) => text === asked && (choices.length === 0 || choices.includes(answer)),
    );
  return answers.every(fits) ? undefined : 'answers_unknown';
}

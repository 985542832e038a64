import { fail } from '@sveltejs/kit';

/** What the page of a room is told after a form was sent. */
export interface Answer {
  /** Not kept: given back, so that nothing typed is lost. */
  draft?: string;
  problem?: 'empty' | 'too_long' | 'conflict';
  done?:
    | 'open'
    | 'closed'
    | 'removed'
    | 'banned'
    | 'hidden'
    | 'paced'
    | 'muted'
    | 'unmuted'
    | 'unseen'
    | 'seen'
    | 'reported'
    | 'told'
    | 'asked'
    | 'withdrawn';
  /** Not kept yet: when it may be sent again. */
  waitSeconds?: number;
  failed?: true;
  /** 「聞こえません」 was said only a moment ago. */
  tooSoon?: boolean;
  /** A report without a choice: the words typed. */
  report?: { words: string };
}

export const refuse = (status: number, answer: Answer) => fail(status, answer);
export const say = (answer: Answer) => answer;

/** What was done; where there was nothing to do it to, that it failed. */
export const answered = (done: NonNullable<Answer['done']> | 'not_found') =>
  done === 'not_found' ? refuse(404, { failed: true }) : say({ done });

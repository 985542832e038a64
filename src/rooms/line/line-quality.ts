/** How well a member's line carries, as far as their device's answers tell. A host sees it, nobody else. */
import { seconds } from '#platform/clock';

/** Unstable: it answers late or not at all, or broke off without a word. Away: left, or broken off for long. */
export type LineQuality = 'steady' | 'unstable' | 'away';

export const ASK_EVERY_MS = seconds(5);
export const ANSWER_WITHIN_MS = seconds(4);
const SLOW_MS = seconds(2);

/** A page that was only loaded anew is back sooner. */
export const BRIEF_CUT_MS = seconds(3);
/** Cut again so soon after coming back: the line is not what it should be. */
const AGAIN_WITHIN_MS = seconds(60);
/** How long one who broke off is waited for. */
export const CUT_LASTS_MS = seconds(30);

/** A page without script asks every ten seconds; over a bad line that takes longer. */
export const PLAIN_LATE_MS = seconds(25);
export const PLAIN_LASTS_MS = seconds(60);

type Answer = 'prompt' | 'slow' | 'missing';

const answerOf = (tookMs: number | undefined): Answer => {
  if (tookMs === undefined) return 'missing';
  return tookMs > SLOW_MS ? 'slow' : 'prompt';
};

const WEIGHTS: Record<Answer, number> = { prompt: 0, slow: 1, missing: 2 };
const REMEMBERED = 3;

/** One connection's last answers: two late ones, or one that never came, make a line unstable; three prompt ones steady again. */
export class LineJudgement {
  unstable: boolean;
  private answers: Answer[] = [];

  constructor(unstable: boolean) {
    this.unstable = unstable;
  }

  /** True where the judgement is another than before. */
  hear(tookMs: number | undefined): boolean {
    const before = this.unstable;
    this.answers = [...this.answers, answerOf(tookMs)].slice(-REMEMBERED);
    const weight = this.answers.reduce((sum, answer) => sum + WEIGHTS[answer], 0);
    if (weight >= 2) this.unstable = true;
    else if (weight === 0 && this.answers.length === REMEMBERED) this.unstable = false;
    return this.unstable !== before;
  }
}

/** A connection that broke off, in whose place its member has come back. */
export interface CutConnection {
  unstable: boolean;
  cutAt: Date;
  /** When it had itself come in another's place. */
  returnedAt: Date | null;
}

/** Whether a line that comes back is to be watched first: it was bad, was long away, or breaks again and again. */
export const comesBackUnstable = (cut: CutConnection[], at: Date): boolean =>
  cut.some(
    ({ unstable, cutAt, returnedAt }) =>
      unstable ||
      at.getTime() - cutAt.getTime() > BRIEF_CUT_MS ||
      (returnedAt !== null && at.getTime() - returnedAt.getTime() < AGAIN_WITHIN_MS),
  );

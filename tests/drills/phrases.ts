/**
 * TRUST, attack 19: wrong phrases by the thousand. All at once from one line only a few are looked at; and however long
 * somebody guesses from everywhere, the time an answer takes does not tell whether two words of it are somebody's.
 */
import { randomInt } from 'node:crypto';
import { issuePhrase, recoverByPhrase } from '#participants/server';
import { choosePhrase } from '../../src/participants/phrase.ts';
import { createParticipant } from '../support/participants.ts';

export interface GuessReport {
  atOnce: number;
  /** Of those at once; the others heard at once that too many come. */
  lookedAt: number;
  /** Of these, how many were done with before the last was turned away: each made room for one more. */
  doneMeanwhile: number;
  /** In milliseconds: where the first two words are somebody's, and where nobody has them. */
  known: number;
  unknown: number;
  /** Student's (Welch's) t of the two: beyond 2.58 they differ with p < 0.01. */
  t: number;
  cameIn: number;
}

const AT_ONCE = 10_000;
/** Four are hashed and forty wait (TRUST §2). */
const MOST_AT_ONE_TIME = 44;
const DIFFERS = 2.58;
/** Few enough of one pair of words that no delay begins. */
const GUESSES_OF_ONE = 5;

export async function drill(guesses: number): Promise<GuessReport> {
  let [done, doneMeanwhile] = [0, 0];
  const guess = async () => {
    const answer = await recoverByPhrase(six().join(' '), '192.0.2.1');
    if (answer === 'busy') doneMeanwhile = done;
    else done += 1;
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, guess));
  const times = await timesOf(guesses, await somebodysWords(guesses));
  return {
    atOnce: AT_ONCE,
    lookedAt: done,
    doneMeanwhile,
    known: meanOf(times.known),
    unknown: meanOf(times.unknown),
    t: tOf(times.known, times.unknown),
    cameIn: answers.filter((answer) => typeof answer !== 'string').length + times.cameIn,
  };
}

export const failuresOf = ({ lookedAt, doneMeanwhile, t, cameIn }: GuessReport): number =>
  Number(lookedAt > MOST_AT_ONE_TIME + doneMeanwhile) + Number(Math.abs(t) > DIFFERS) + cameIn;

const six = () => choosePhrase((below) => randomInt(below));

async function somebodysWords(guesses: number): Promise<string[][]> {
  const all: string[][] = [];
  while (all.length < guesses / 2 / GUESSES_OF_ONE) {
    const words = await issuePhrase((await createParticipant()).viewer);
    if (typeof words === 'string') throw new Error(words);
    all.push(words);
  }
  return all;
}

/** As it falls, so that nothing that comes by turns is taken for a difference; each from a network of its own. */
async function timesOf(guesses: number, somebodys: string[][]) {
  const times = { known: [] as number[], unknown: [] as number[], cameIn: 0 };
  const order = shuffled(Array.from({ length: guesses }, (_, n) => n % 2 === 0));
  for (let n = 0; n < guesses; n += 1) {
    const isKnown = order[n] ?? false;
    const [first = '', second = ''] = somebodys[times.known.length % somebodys.length] ?? [];
    const guess = isKnown ? [first, second, ...six().slice(2)] : six();
    const start = performance.now();
    const answer = await recoverByPhrase(guess.join(' '), `10.${n >> 8}.${n & 255}.1`);
    (isKnown ? times.known : times.unknown).push(performance.now() - start);
    if (typeof answer !== 'string') times.cameIn += 1;
  }
  return times;
}

const shuffled = <T>(all: T[]): T[] =>
  all
    .map((one) => ({ one, at: randomInt(2 ** 32) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

const meanOf = (all: number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;

const varianceOf = (all: number[]): number =>
  all.reduce((sum, one) => sum + (one - meanOf(all)) ** 2, 0) / (all.length - 1);

const tOf = (some: number[], others: number[]): number =>
  (meanOf(some) - meanOf(others)) /
  Math.sqrt(varianceOf(some) / some.length + varianceOf(others) / others.length);

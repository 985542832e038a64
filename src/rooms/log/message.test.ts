import { describe, expect, test } from 'vitest';
import { textProblem } from './message.ts';

describe('a text', () => {
  test.each([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['\u200B\u202E\uFEFF', 'empty'],
    ['あ', undefined],
    ['あ'.repeat(2_000), undefined],
    ['あ'.repeat(2_001), 'too_long'],
    ['👍'.repeat(2_000), undefined],
    ['👨‍👩‍👧‍👦'.repeat(400), undefined],
    // Within the count, but more than a frame holds.
    ['👨‍👩‍👧‍👦'.repeat(1_000), 'too_long'],
    [`あ${'\u0301'.repeat(7_000)}`, 'too_long'],
  ])('%#', (text, problem) => expect(textProblem(text)).toBe(problem));
});

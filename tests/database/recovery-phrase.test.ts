import { describe, expect, test, vi } from 'vitest';
import { issuePhrase, notePhrase, recoverByPhrase, rotatePhrase } from '#participants/server';
import type { ParticipantViewer } from '#participants';
import { minutes } from '#platform/clock';
import { db } from '#platform/db';
import { useFakeClock, useNightClock } from '../support/clock.ts';
import { createParticipant } from '../support/participants.ts';

// Each hash takes 64 MiB and a processor; a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const katakana = (text: string) =>
  text.replace(/[ぁ-ゖ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60));

async function somebody(): Promise<{ viewer: ParticipantViewer; words: string[] }> {
  const { viewer } = await createParticipant();
  const words = await issuePhrase(viewer);
  if (typeof words === 'string') throw new Error(words);
  return { viewer, words };
}

describe('a recovery phrase', () => {
  test('brings the same person back on another device', async () => {
    const { viewer, words } = await somebody();
    expect(words).toHaveLength(6);
    const back = await recoverByPhrase(words.join(' '));
    if (typeof back === 'string') throw new Error(back);
    expect(back.viewer.participantId).toBe(viewer.participantId);
    expect(back.viewer.sessionKey).not.toBe(viewer.sessionKey);
  });

  test('counts as noted by whoever came back with it, and is not replaced behind their back', async () => {
    const clock = useNightClock();
    const { viewer, words } = await somebody();
    const back = await recoverByPhrase(words.join(' '));
    if (typeof back === 'string') throw new Error(back);
    clock.advance(minutes(20));
    expect(await issuePhrase(viewer)).toBe('already_noted');
    expect(await recoverByPhrase(words.join(' '))).toMatchObject({
      viewer: { participantId: viewer.participantId },
    });
  });

  test('is taken in katakana with full-width spaces and decomposed', async () => {
    const { viewer, words } = await somebody();
    for (const typed of [katakana(words.join('\u3000')), words.join(' ').normalize('NFD')])
      expect(await recoverByPhrase(typed)).toMatchObject({
        viewer: { participantId: viewer.participantId },
      });
  });

  test('opens nothing in another order, with one word changed, or empty', async () => {
    const { words } = await somebody();
    const [first = '', second = '', ...rest] = words;
    const changed = [
      first,
      second,
      ...rest.slice(0, 3),
      rest[3] === 'さくら' ? 'ぶどう' : 'さくら',
    ];
    if (first !== second)
      expect(await recoverByPhrase([second, first, ...rest].join(' '))).toBe('unknown');
    expect(await recoverByPhrase(changed.join(' '))).toBe('unknown');
    expect(await recoverByPhrase('')).toBe('unknown');
  });

  test('stays the same on a reload, is new after a while, and never shown once noted', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const { viewer, words } = await somebody();
    expect(await issuePhrase(viewer)).toEqual(words);
    clock.advance(minutes(16));
    const later = await issuePhrase(viewer);
    expect(later).not.toEqual(words);
    expect(await recoverByPhrase(words.join(' '))).toBe('unknown');
    await notePhrase(viewer, [...later].join(' '));
    expect(await issuePhrase(viewer)).toBe('already_noted');
    expect(await recoverByPhrase([...later].join(' '))).toMatchObject({
      viewer: { kind: 'participant' },
    });
  });

  test('is noted as it stood on the page: of words that another tab has replaced since, nobody is left with nothing', async () => {
    const clock = useFakeClock('2026-11-21T09:00:00Z');
    const { viewer, words } = await somebody();
    clock.advance(minutes(16));
    const other = [...(await issuePhrase(viewer))];
    expect(await notePhrase(viewer, words.join(' '))).toBe('replaced');
    expect(await issuePhrase(viewer)).toEqual(other);
    expect(await notePhrase(viewer, other.join(' '))).toBe('noted');
    expect(await notePhrase(viewer, other.join(' '))).toBe('noted');
    expect(await issuePhrase(viewer)).toBe('already_noted');
  });

  test('is one and the same for a receipt opened five times at once', async () => {
    const { viewer } = await createParticipant();
    const views = await Promise.all(Array.from({ length: 5 }, () => issuePhrase(viewer)));
    expect(new Set(views.map(String)).size).toBe(1);
  });

  test('asked for a hundred times by one person at once leaves room for everybody else', async () => {
    const { viewer } = await somebody();
    const { viewer: other } = await createParticipant();
    const flood = Promise.all(Array.from({ length: 100 }, () => rotatePhrase(viewer)));
    expect(await issuePhrase(other)).toHaveLength(6);
    expect(new Set((await flood).map(String)).size).toBe(1);
    expect(await recoverByPhrase([...(await issuePhrase(viewer))].join(' '))).toMatchObject({
      viewer: { participantId: viewer.participantId },
    });
  });

  test('is replaced on request, even when noted', async () => {
    const { viewer, words } = await somebody();
    await notePhrase(viewer, words.join(' '));
    const fresh = await rotatePhrase(viewer);
    expect(await recoverByPhrase(words.join(' '))).toBe('unknown');
    expect(await recoverByPhrase([...fresh].join(' '))).toMatchObject({
      viewer: { participantId: viewer.participantId },
    });
  });

  test('cannot be noted before there is one: the database refuses', async () => {
    const { viewer } = await createParticipant();
    expect(await notePhrase(viewer, (await somebody()).words.join(' '))).toBe('replaced');
    expect(await issuePhrase(viewer)).toHaveLength(6);
    await expect(
      db
        .updateTable('participants')
        .set({ phrase_hash: null, phrase_bucket: null, phrase_noted: true })
        .execute(),
    ).rejects.toMatchObject({ constraint: 'participants_noted_phrase_exists' });
    await expect(
      db.updateTable('participants').set({ phrase_bucket: null }).execute(),
    ).rejects.toMatchObject({ constraint: 'participants_phrase_whole' });
  });
});

test('a flood of tries from one line waits longer and longer; another line does not', async () => {
  const from = async (address: string) => {
    const start = performance.now();
    await recoverByPhrase('さくら', address);
    return performance.now() - start;
  };
  const waits: number[] = [];
  for (let i = 0; i < 7; i += 1) waits.push(await from('192.0.2.7'));
  expect(waits[6]).toBeGreaterThan(1_000);
  expect(await from('198.51.100.7')).toBeLessThan(waits[6] ?? 0);
});

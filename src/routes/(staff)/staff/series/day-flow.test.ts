import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowText, typedFlow } from './day-flow.ts';

test('a step is its time, what it is and, behind a stroke, a word more', () => {
  expect(
    typedFlow('19:50 部屋が開きます\n\n２０時 ひとことずつ／とばしても、かまいません。'),
  ).toEqual([
    { time: '19:50', title: '部屋が開きます', text: '' },
    { time: '20:00', title: 'ひとことずつ', text: 'とばしても、かまいません。' },
  ]);
});

test('a line without its time keeps its words, to be refused kindly', () => {
  expect(typedFlow('しめくくり')).toEqual([{ time: 'しめくくり', title: '', text: '' }]);
});

test('a date in the words is no stroke, and only the first stroke divides', () => {
  expect(typedFlow('20:00 9/1 の話／A/B／どちらでも')).toEqual([
    { time: '20:00', title: '9/1 の話', text: 'A/B／どちらでも' },
  ]);
});

const words = fc.stringMatching(/^[ぁ-んァ-ン一-龥、。/0-9]{1,20}$/);
const more = fc.stringMatching(/^[ぁ-んァ-ン一-龥、。/／0-9]{1,20}$/);
const step = fc.record({
  time: fc.constantFrom('9:05', '19:50', '20:00'),
  title: words,
  text: fc.oneof(fc.constant(''), more),
});

test('a flow is shown by the form, and returns as it was', () => {
  fc.assert(
    fc.property(fc.array(step), (flow) => {
      expect(typedFlow(flowText(flow))).toEqual(flow);
    }),
  );
});

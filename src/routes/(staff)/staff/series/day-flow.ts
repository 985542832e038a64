/** 当日のながれ as staff write it: 「20:00 ひとことずつ／とばしてもかまいません。」, one step a line. */
import type { FlowStep } from '#schedule';
import { typedTime } from '../typed.ts';

export const typedFlow = (text: string): FlowStep[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(typedStep);

function typedStep(line: string): FlowStep {
  const [time = ''] = line.split(/\s/, 1);
  const [title = '', ...more] = line.slice(time.length).split('／');
  // A line without its time keeps all its words: the verb refuses it kindly.
  return { time: typedTime(time), title: title.trim(), text: more.join('／').trim() };
}

export const flowText = (steps: FlowStep[]): string =>
  steps
    .map(({ time, title, text }) => `${time} ${text === '' ? title : `${title}／${text}`}`)
    .join('\n');

import { expect, test } from 'vitest';
import { asRead } from './as-read.ts';

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1em" fill="none" stroke="currentColor" stroke-width="1.9" ' +
  'stroke-linecap="round" stroke-linejoin="round" class="lucide lucide-ear lucide-icon"><path d="M1 1"></path></svg>';

test('a page that only is read loses the marks of the framework and nothing else', () => {
  const page =
    '<!--[--><p><!----><b>a</b><!--[-1--><!--]--><!--[!-->c<!--[0-->--&gt;</p><!-- d --><!--]-->';
  expect(asRead(page)).toBe('<p><b>a</b>c--&gt;</p><!-- d -->');
});

test('an icon keeps its drawing, its size and its stroke', () => {
  expect(asRead(ICON)).toBe('<svg width="1em" stroke-width="1.9"><path d="M1 1"></path></svg>');
});

test('a page that the framework takes over keeps its marks', () => {
  const page = '<!--[--><p>a</p><!--]--><script>kit.start(app, element)</script>';
  expect(asRead(page)).toBe(page);
});

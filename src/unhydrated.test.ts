import { expect, test } from 'vitest';
import { withoutMarks } from './unhydrated.ts';

test('a page that only is read loses the marks of the framework and nothing else', () => {
  const page =
    '<!--[--><p><!----><b>a</b><!--[-1--><!--]--><!--[!-->c<!--[0-->--&gt;</p><!-- d --><!--]-->';
  expect(withoutMarks(page)).toBe('<p><b>a</b>c--&gt;</p><!-- d -->');
});

test('a page that the framework takes over keeps them', () => {
  const page = '<!--[--><p></p><!--]--><script>kit.start(app, element)</script>';
  expect(withoutMarks(page)).toBe(page);
});

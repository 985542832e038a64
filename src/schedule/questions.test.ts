import { expect, test } from 'vitest';
import { asksFor, questionAsksFor } from './questions.ts';

test.each([
  ['お名前を教えてください', 'name'],
  ['ご本名', 'name'],
  ['What is your full name?', 'name'],
  ['Name', 'name'],
  ['お住まいの市区町村は', 'address'],
  ['ご住所', 'address'],
  ['Where do you live?', 'address'],
  ['ご連絡先（携帯）', 'phone'],
  ['ＴＥＬ', 'phone'],
  ['A phone number in case we are late', 'phone'],
  ['メールアドレス', 'mail'],
  ['LINE ID', 'mail'],
  ['Your e-mail', 'mail'],
  ['お子さんは何歳ですか', 'age'],
  ['年代をえらんでください', 'age'],
  ['Your age group', 'age'],
  ['Date of birth', 'age'],
  ['障害者手帳をお持ちですか', 'disability'],
  ['Do you have a disability?', 'disability'],
  ['お薬は飲んでいますか', 'medication'],
  ['Which medication do you take?', 'medication'],
  ['病名', 'illness'],
  ['診断を受けていますか', 'illness'],
  ['通院していますか', 'illness'],
  ['Have you had a diagnosis?', 'illness'],
  ['世帯の年収', 'income'],
  ['年金を受けていますか', 'income'],
  ['Household income', 'income'],
])('“%s” asks for what is never asked: %s', (text, what) => expect(asksFor(text)).toBe(what));

test.each([
  ['どんな話を聞きたいですか'],
  ['会場で配慮してほしいことはありますか（車いす、席の場所など）'],
  ['この会をどこで知りましたか'],
  ['はじめての参加ですか'],
  ['昼食はいりますか'],
  ['手話や要約筆記はいりますか'],
  ['家のことで、いま気になっていること'],
  ['What would you like to hear about?'],
  ['Is this your first time?'],
  ['Do you come by car?'],
])('“%s” may be asked', (text) => expect(asksFor(text)).toBeUndefined());

test('choices tell as much as the question', () => {
  expect(questionAsksFor({ text: 'あてはまるものは', choices: ['20代', '30代'] })).toBe('age');
  expect(questionAsksFor({ text: 'どちらですか', choices: ['昼', '夜'] })).toBeUndefined();
});

/** TRUST, attack 30: what people write is never looked up anywhere. The portal calls push services and the operator's mail server. */
import { expect, test } from 'vitest';
import { isTest, sourcesBelow, type Source } from './source.ts';

const CALLS_OUT = ['src/notices/mail.server.ts', 'src/notices/sending.server.ts'];

/** What could open a connection to elsewhere from the server. */
const OUTWARD =
  /\bfetch\(|\bimport\((?:'nodemailer'|'undici')|import \{[^}]*\b(?:request|get|connect|createConnection)\b[^}]*\} from '(?:node:)?(?:http2?|https|net|tls|dgram)'/;

const onServer = ({ file }: Source) =>
  /\.server\.ts$|^src\/platform\/(host|db|jobs)\//.test(file) && !/\.test\.ts$/.test(file);

test('the server calls nobody from any other place', () => {
  const sources = sourcesBelow('src', /\.ts$/).filter(
    (source) => !isTest(source) && onServer(source),
  );
  const found = sources.filter(({ text }) => OUTWARD.test(text)).map(({ file }) => file);
  expect(found.sort()).toEqual(CALLS_OUT);
});

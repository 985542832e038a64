/** How one may consult, from ticks or words; a number or an address proves its own. */
import type { Method } from '../window.ts';
import { TICKS, type Field } from './columns.ts';
import type { WindowFacts } from './imported-window.ts';
import type { Row } from './window-facts.ts';

const WORDS = new Map<string, Method>([
  ['phone', 'phone'],
  ['電話', 'phone'],
  ['email', 'mail'],
  ['mail', 'mail'],
  ['メール', 'mail'],
  ['web_form', 'form'],
  ['フォーム', 'form'],
  ['申込みフォーム', 'form'],
  ['chat', 'chat'],
  ['チャット', 'chat'],
  ['online', 'video'],
  ['オンライン', 'video'],
  ['オンライン面談', 'video'],
  ['in_person', 'in_person'],
  ['来所', 'in_person'],
  ['面談', 'in_person'],
  ['home_visit', 'home_visit'],
  ['訪問', 'home_visit'],
  ['letter', 'letter'],
  ['手紙', 'letter'],
]);
/** Takes requests for visits that somebody else makes. */
const INTAKE = 'home_visit_intake';

interface Methods {
  facts: Partial<WindowFacts>;
  fields: Field[];
  /** Words that are none of ours. */
  unknown: string[];
}

export const methodsOf = (row: Row): Methods =>
  TICKS.some(({ field }) => row.columns.has(field)) ? ticked(row) : named(row);

function ticked({ cells, columns }: Row): Methods {
  const methods = TICKS.filter(({ field }) => isTicked(cells(field))).map(({ method }) => method);
  const visits = columns.has('visits') ? { takesHomeVisits: isTicked(cells('visits')) } : {};
  return {
    facts: { methods, ...visits },
    fields: [...TICKS.map(({ field }) => field), 'visits'],
    unknown: [],
  };
}

const isTicked = (cell: string): boolean => /^[○◯●✓✔1]$/u.test(cell);

function named({ cells, columns, repairs }: Row): Methods {
  const words = cells('methods')
    .split(/[;；、,]/u)
    .map((word) => word.trim())
    .filter(Boolean);
  const unknown = words.filter((word) => !WORDS.get(word) && word !== INTAKE);
  if (unknown.length > 0) repairs.add('methods_unknown');
  const methods = new Set(words.flatMap((word) => WORDS.get(word) ?? []));
  if (/\d/u.test(cells('phone'))) methods.add('phone');
  if (cells('mail').includes('@')) methods.add('mail');
  const facts = { methods: [...methods] };
  if (!columns.has('methods')) return { facts, fields: ['phone', 'mail'], unknown };
  const takesHomeVisits = words.some((word) => word === INTAKE || WORDS.get(word) === 'home_visit');
  return { facts: { ...facts, takesHomeVisits }, fields: ['methods', 'phone', 'mail'], unknown };
}

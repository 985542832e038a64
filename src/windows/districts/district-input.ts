import { z } from 'zod';
import { DISTRICT_KINDS, type DistrictPlace, type NewDistrict, type WholeDistrict } from '#areas';
import { readableLine } from '#platform/text';

/** What to do about a field, as the words know it. */
export const DISTRICT_PROBLEMS = [
  'name',
  'taken',
  'long',
  'kana',
  'kind',
  'place',
  'town',
  'prefecture',
  'areas',
  'many',
  'postal',
  'unclear',
  'elsewhere',
] as const;
export type DistrictProblem = (typeof DISTRICT_PROBLEMS)[number];

const problem = (key: DistrictProblem) => ({ error: key });

const line = (longest: number) =>
  z
    .string()
    .default('')
    .transform(readableLine)
    .pipe(z.string().max(longest, problem('long')));

/** A joiner alone is no name that anybody could read. */
export const districtName = line(60).refine((text) => /[\p{L}\p{N}]/u.test(text), problem('name'));

const inHiragana = (text: string) =>
  text.replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

const kana = line(120)
  .transform(inHiragana)
  .refine((text) => !/\p{Script=Han}/u.test(text), problem('kana'));

/** Digits that stand alone and are no postal code, or what a mark of the post begins. */
const isUnclear = (name: string): boolean =>
  name.split(' ').some((word) => /^〒|^[\d０-９‐-―−ー－-]{4,}$/u.test(word));

export const POSTAL_PREFIX = /^(\d{5}|\d{7})$/u;

const street = z.object({
  name: line(200).refine((name) => !isUnclear(name), problem('unclear')),
  postalPrefix: z.string().regex(POSTAL_PREFIX, problem('postal')).nullable(),
});

export const MOST_STREETS = 1_000;
const MOST_AREAS = 200;

export const districtInput = z
  .object({
    kind: z.enum(DISTRICT_KINDS, problem('kind')),
    prefCode: z.string().nullable(),
    code5: z.string().nullable(),
    name: districtName,
    kana,
    streets: z.array(street).max(MOST_STREETS, problem('many')).default([]),
    areas: z
      .array(z.string().regex(/^\d{5}$/u, problem('areas')))
      .max(MOST_AREAS, problem('many'))
      .default([]),
  })
  .superRefine((district, context) => {
    const refuse = (path: string, key: DistrictProblem) =>
      context.addIssue({ code: 'custom', path: [path], message: key });
    if (!district.prefCode && !district.code5) return refuse('place', 'place');
    if (district.kind !== 'group') {
      if (!district.code5) refuse('place', 'town');
    } else if (district.code5) refuse('place', 'prefecture');
    else if (district.areas.length === 0) refuse('areas', 'areas');
  });
export type DistrictInput = z.input<typeof districtInput>;
type Given = z.output<typeof districtInput>;

export const placeOf = ({
  kind,
  code5,
  prefCode,
}: Pick<Given, 'kind' | 'code5' | 'prefCode'>): DistrictPlace =>
  kind === 'group' ? { code5: null, prefCode } : { code5, prefCode: null };

export type Content = Pick<WholeDistrict, 'kind' | 'name' | 'kana' | 'streets' | 'areas'>;

/** What is said of it, once each: a group has no streets, a part of a town no municipalities. */
export const contentOf = ({ kind, name, kana, streets, areas }: Given): Content => ({
  kind,
  name,
  kana,
  streets: kind === 'group' ? [] : onceEach(streets),
  areas: kind === 'group' ? [...new Set(areas)].sort() : [],
});

const onceEach = (streets: Given['streets']) => [
  ...new Map(streets.map((one) => [`${one.postalPrefix ?? ''} ${one.name}`, one])).values(),
];

/** Its place was held to its kind by the input. */
export const districtOf = (content: Content, { code5, prefCode }: DistrictPlace): NewDistrict =>
  content.kind === 'group'
    ? { ...content, kind: content.kind, prefCode: prefCode ?? '' }
    : { ...content, kind: content.kind, code5: code5 ?? '' };

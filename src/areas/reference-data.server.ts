/** The shipped municipalities, prefectures, neighbours and postal codes; their sources are named in docs/data.md. */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Kysely, Transaction } from 'kysely';
import type { DB } from '#platform/db';
import { keepReferenceData, upsertRows, type Column } from '#platform/db/reference-data';

type Row = Record<string, string>;

/** Idempotent: reads the shipped files and writes them only where they differ from what was loaded. */
export async function loadReferenceData(db: Kysely<DB>): Promise<'loaded' | 'unchanged'> {
  const [prefectures = '', municipalities = '', neighbours = '', postal = ''] = await Promise.all(
    ['prefectures', 'municipalities', 'neighbours', 'postal'].map(shippedFile),
  );
  return keepReferenceData(
    db,
    'areas',
    [prefectures, municipalities, neighbours, postal],
    async (trx) => {
      await loadPrefectures(trx, rowsOf(prefectures));
      await loadAreas(trx, rowsOf(municipalities));
      await loadNeighbours(trx, rowsOf(neighbours));
      await loadPostalPrefixes(trx, rowsOf(postal));
    },
  );
}

const shippedFile = (name: string): Promise<string> =>
  readFile(new URL(`./data/${name}.csv`, import.meta.url), 'utf8');

const rowsOf = (csv: string): Row[] => parse<Row>(csv, { columns: true });

const text = (name: string, rows: Row[], from = name): Column => ({
  name,
  type: 'text',
  values: rows.map((row) => row[from] || null),
});

const figure = (name: string, rows: Row[]): Column => ({
  name,
  type: 'float8',
  values: rows.map((row) => Number(row[name])),
});

const loadPrefectures = (trx: Transaction<DB>, rows: Row[]): Promise<void> =>
  upsertRows(
    trx,
    'prefectures',
    ['pref_code'],
    ['pref_code', 'name', 'kana', 'short', 'name_en'].map((name) => text(name, rows)),
  );

const loadAreas = (trx: Transaction<DB>, rows: Row[]): Promise<void> =>
  upsertRows(
    trx,
    'areas',
    ['code5'],
    [
      ...['code5', 'name', 'kana', 'kind', 'url'].map((name) => text(name, rows)),
      {
        name: 'pref_code',
        type: 'text',
        values: rows.map((row) => (row['code5'] ?? '').slice(0, 2)),
      },
      figure('latitude', rows),
      figure('longitude', rows),
    ],
  );

async function loadNeighbours(trx: Transaction<DB>, rows: Row[]): Promise<void> {
  await trx.deleteFrom('area_neighbours').execute();
  await upsertRows(
    trx,
    'area_neighbours',
    ['code5', 'neighbour_code5'],
    [text('code5', rows), text('neighbour_code5', rows), figure('distance_km', rows)],
  );
}

async function loadPostalPrefixes(trx: Transaction<DB>, rows: Row[]): Promise<void> {
  await trx.deleteFrom('postal_prefixes').execute();
  await upsertRows(
    trx,
    'postal_prefixes',
    ['prefix', 'code5'],
    [text('prefix', rows), text('code5', rows)],
  );
}

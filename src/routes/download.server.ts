/** Tables to take along. */
import { csvOf, workbookOf, type Table } from '#platform/sheets/server';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** "13116.csv" → its name and form; undefined for any other file. */
export function fileAsked(file: string): { name: string; form: keyof typeof TYPES } | undefined {
  const [, name, form] = /^([\w-]+)\.(csv|xlsx)$/.exec(file) ?? [];
  return name && form ? { name, form: form === 'csv' ? 'csv' : 'xlsx' } : undefined;
}

/** `open`: the same for everybody. */
export async function download(
  table: Table,
  { name, form, open }: { name: string; form: keyof typeof TYPES; open: boolean },
): Promise<Response> {
  const bytes = form === 'csv' ? csvOf(table) : await workbookOf(table);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': TYPES[form],
      'content-disposition': `attachment; filename="${name}.${form}"`,
      'cache-control': open ? 'public, max-age=300' : 'no-store',
    },
  });
}

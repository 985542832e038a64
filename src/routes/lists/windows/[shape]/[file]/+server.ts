import { error } from '@sveltejs/kit';
import { listPrefectures } from '#areas/server';
import { LIST_SHAPES } from '#windows';
import { windowListOf } from '#windows/server';
import { download, fileAsked } from '../../../../download.server.ts';
import type { RequestHandler } from './$types';

/** The directory of windows of a prefecture ("13.csv") or of all ("all.csv"). */
export const GET: RequestHandler = async ({ params }) => {
  const asked = fileAsked(params.file);
  const shape = LIST_SHAPES.find((one) => one === params.shape);
  if (!asked || !shape || !(await isKnown(asked.name))) error(404);
  const table = await windowListOf(asked.name === 'all' ? undefined : asked.name, shape);
  return download(table, { ...asked, open: true, name: `windows-${asked.name}` });
};

const isKnown = async (name: string): Promise<boolean> =>
  name === 'all' || (await listPrefectures()).some(({ prefCode }) => prefCode === name);

import { fail, redirect } from '@sveltejs/kit';
import { accountProblemWord, type AccountProblem } from '#accounts';
import { placeNamed } from '#areas/server';
import {
  applicationProblemWord,
  type ApplicationInput,
  type ApplicationProblem,
  type OrganisationRecord,
} from '#organisations';
import { applyToPublish, findClaimable } from '#organisations/server';
import { textOf } from '#platform/form';
import { localizeHref } from '#paraglide/runtime';
import { whereIs } from '../../../where-is.server.ts';
import { emptyForm, readApplyForm, type ApplyForm } from './apply-form.ts';
import type { Actions, PageServerLoad } from './$types';

const RETRY_AFTER_S = '10';

/** `?organisation=` of an entry that may be claimed begins with what is known of it; any other is as none. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const entry = await findClaimable(url.searchParams.get('organisation'));
  return {
    values: entry ? { ...emptyForm, ...(await knownOf(entry)) } : emptyForm,
    entry: entry && { id: entry.id, name: entry.name },
    staff: locals.account?.displayName ?? null,
  };
};

const knownOf = async (entry: OrganisationRecord): Promise<Partial<ApplyForm>> => ({
  name: entry.name,
  kind: entry.kind,
  area: (await whereIs(entry)) ?? '',
  summary: entry.summary,
  url: entry.url ?? '',
});

export const actions: Actions = {
  async default({ request, locals, url, cookies, setHeaders }) {
    const data = await request.formData();
    const values = readApplyForm(data);
    const password = textOf(data, 'password').slice(0, 1_000);
    const { login, displayName } = values;
    const claims = url.searchParams.get('organisation');
    const input = { ...values, ...(await placeOf(values.area)), claims } as ApplicationInput; // zod holds it to the known choices.
    const applied = await applyToPublish(locals.account, input, { login, displayName, password });
    if (applied === 'busy') {
      setHeaders({ 'retry-after': RETRY_AFTER_S });
      return fail(503, { values, errors: {}, busy: true });
    }
    if ('problems' in applied)
      return fail(400, { values, errors: errorsOf(applied.problems), busy: false });
    const { cookie } = applied;
    if (cookie) cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, localizeHref('/publishers/apply/sent'));
  },
};

/** What is not understood is no code at all, which the verb refuses together with whatever else it finds. */
async function placeOf(typed: string) {
  const named = await placeNamed(typed);
  if (named.kind === 'nothing') return { prefCode: null, code5: null };
  if (named.kind === 'prefecture') return { prefCode: named.prefecture.prefCode, code5: null };
  if (named.kind === 'area') return { prefCode: named.area.prefCode, code5: named.area.code5 };
  return { prefCode: '', code5: null };
}

const FIELDS: Record<string, keyof ApplyForm> = { prefCode: 'area', code5: 'area' };

const errorsOf = (problems: Record<string, ApplicationProblem | AccountProblem>) =>
  Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [FIELDS[field] ?? field, wordOf(problem)]),
  );

const wordOf = (problem: ApplicationProblem | AccountProblem): string =>
  isOfAccount(problem) ? accountProblemWord(problem) : applicationProblemWord(problem);

const isOfAccount = (problem: ApplicationProblem | AccountProblem): problem is AccountProblem =>
  problem.startsWith('accounts_');

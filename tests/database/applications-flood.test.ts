import { describe, expect, test } from 'vitest';
import { applicationsFor, applyToPublish, decideApplication } from '#organisations/server';
import { db, sql } from '#platform/db';
import {
  anOperator,
  applicationForm,
  applied,
  checked,
  newAdmin,
  verified,
} from '../support/applications.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const nobody = { login: '', displayName: '', password: '' };
const aDayAgo = () =>
  sql`update applications set applied_at = applied_at - interval '1 day'`.execute(db);
const tooMany = { problems: { name: 'organisations_problem_too_many' } };

describe('the list of applications', () => {
  test('keeps whoever waits longest first, whatever came or was decided after it', async () => {
    const [operator, { id: first }] = [await anOperator(), await applied()];
    for (const standing of ['applied', 'declined', 'asked'])
      await sql`with made as (
          insert into organisations (name, kind, standing)
          select 'あとから ' || ${standing}::text || n, 'family_association', ${standing} from generate_series(1, 201) n
          returning id)
        insert into applications (organisation_id, recommender, fees, promises, applied_at)
        select made.id, recommender, fees, promises, now() from made, applications a
        where a.organisation_id = ${first}`.execute(db);
    const found = await applicationsFor(operator);
    if (found === 'not_found') throw new Error(found);
    expect(found.waiting[0]?.organisation.id).toBe(first);
    expect(found.waiting).toHaveLength(202);
    expect(found.asked).toHaveLength(201);
    expect(found.decided).toHaveLength(200);
    await db.deleteFrom('applications').execute();
  });
});

describe('one account', () => {
  test('has three applications undecided, one sent back with a question among them, and applies again once one is decided', async () => {
    const [operator, viewer] = [
      await anOperator(),
      await anAccount(await anOrganisation(), 'publisher'),
    ];
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const done = await applyToPublish(viewer, applicationForm(), nobody);
      if (done === 'busy' || 'problems' in done) throw new Error(JSON.stringify(done));
      ids.push(done.organisationId);
    }
    await aDayAgo();
    const [first = '', second = ''] = ids;
    const asked = { decision: 'asked', checks: checked(false), remark: 'どなたですか。' } as const;
    await decideApplication(operator, first, asked);
    expect(await applyToPublish(viewer, applicationForm(), nobody)).toEqual(tooMany);
    expect(await decideApplication(operator, second, verified)).toBe('decided');
    expect(await applyToPublish(viewer, applicationForm(), nobody)).not.toHaveProperty('problems');
  });

  test('that applies several times at once has three', async () => {
    const viewer = await anAccount(await anOrganisation(), 'publisher');
    await aDayAgo();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => applyToPublish(viewer, applicationForm(), nobody)),
    );
    expect(answers.filter((one) => one !== 'busy' && 'organisationId' in one)).toHaveLength(3);
    expect(answers).toContainEqual(tooMany);
  });
});

test('those who apply at once wait one after the other, and more than a few are told to come back', async () => {
  await aDayAgo();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => applyToPublish(null, applicationForm(), newAdmin())),
  );
  expect(answers.filter((one) => one === 'busy')).toHaveLength(2);
});

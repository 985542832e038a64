/** Answers to organisers' questions, each with the question as it was. */
import { db, sql, type Database } from '#platform/db';
import type { Answer } from './answers.ts';

export async function insertAnswers(
  trx: Database,
  of: { signupId: string; answers: Answer[] }[],
): Promise<void> {
  const rows = of.flatMap(({ signupId, answers }) =>
    answers.map(({ asked, answer }, position) => ({
      signup_id: signupId,
      position,
      asked,
      answer,
    })),
  );
  if (rows.length > 0) await trx.insertInto('signup_answers').values(rows).execute();
}

/** Those to these questions; what was answered to a question that is asked no more stays as it was. */
export const deleteAnswersTo = async (
  trx: Database,
  signupId: string,
  asked: string[],
): Promise<void> =>
  void (await trx
    .deleteFrom('signup_answers')
    .where('signup_id', '=', signupId)
    .where((eb) => eb('asked', '=', eb.fn.any(eb.val(asked))))
    .execute());

/** By sign-up, in the order asked. */
export async function answersOf(signupIds: string[]): Promise<Map<string, Answer[]>> {
  const rows = await db
    .selectFrom('signup_answers')
    .select(['signup_id', 'asked', 'answer'])
    .where((eb) => eb('signup_id', '=', eb.fn.any(eb.val(signupIds))))
    .orderBy('position')
    .orderBy('asked')
    .execute();
  const found = new Map<string, Answer[]>();
  for (const { signup_id, asked, answer } of rows)
    found.set(signup_id, [...(found.get(signup_id) ?? []), { asked, answer }]);
  return found;
}

/** Of dates that ended before. */
export const deleteAnswersOfDatesBefore = async (at: Date): Promise<void> =>
  void (await sql`
    delete from signup_answers a using signups g join occurrences o on o.id = g.occurrence_id
    where g.id = a.signup_id and o.ends_at <= ${at}`.execute(db));

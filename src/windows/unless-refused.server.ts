import { brokenConstraint } from '#platform/db';

/** What an act gives, or what to do where the database does not admit it: `held` names constraint → fields. Throws all else. */
export async function unlessRefused<T, Problems>(
  held: Record<string, Problems>,
  act: () => Promise<T>,
): Promise<T | { problems: Problems }> {
  try {
    return await act();
  } catch (error) {
    const problems = held[brokenConstraint(error) ?? ''];
    if (!problems) throw error;
    return { problems };
  }
}

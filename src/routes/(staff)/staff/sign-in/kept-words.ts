/** What a form carried to which nobody was signed in any more: it waits in the page of the sign-in, nowhere else. */
export interface KeptForm {
  fields: (readonly [string, string])[];
  /** Where it was to go: a named action of the page that signing in leads to. */
  act: string;
}

const OWN = new Set(['login', 'password', 'code']);
/** A secret is typed again rather than written into a page. */
const SECRET = /password|code|secret|phrase/i;

export function keptForm(data: FormData, act: string | null): KeptForm | undefined {
  const fields = [...data].flatMap(([name, value]) =>
    typeof value === 'string' && !OWN.has(name) && !SECRET.test(name)
      ? [[name, value] as const]
      : [],
  );
  return fields.length > 0 && /^\w*$/.test(act ?? '') ? { fields, act: act ?? '' } : undefined;
}

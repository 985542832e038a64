/** For each field of a form: the name of its control, and what is wrong with what stands there. */
export const namedIn =
  <Form>(errors: Record<string, string>) =>
  (name: keyof Form & string) => ({ name, error: errors[name] });

const written = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * Whether a text from an address, a form or a line can be the id of anything; PostgreSQL fails on any other. Only as the
 * database writes it: what has two spellings would have two addresses. Says nothing of whether such a thing is there.
 */
export const isId = <Id extends string = string>(text: string | null | undefined): text is Id =>
  typeof text === 'string' && written.test(text);

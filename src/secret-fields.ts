const SECRET = /password|secret|^code$|^phrase$/i;

/** Fields of a form that are typed again rather than written into a page: `prefCode` is none, the `code` of a sign-in is. */
export const isSecret = (name: string): boolean => SECRET.test(name);

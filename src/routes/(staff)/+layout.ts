/** A place of work: the desk rings, editors answer as one writes. */
export const csr = true;

/** A form and what became of it: nothing here is live. */
export const csr = false;

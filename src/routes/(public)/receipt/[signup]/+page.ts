/** A page for reading: its few lines of script come without the framework. */
export const csr = false;

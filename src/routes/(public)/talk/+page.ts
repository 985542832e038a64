/** What is written here must never be lost: the framework sends it, keeps it and tries again. */
export const csr = true;

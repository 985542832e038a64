/** Light, and without script: what a host can do stands on a page of its own. */
export const csr = false;

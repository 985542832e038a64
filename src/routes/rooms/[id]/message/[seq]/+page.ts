/** Light, and without script: what can be done about one message stands on a page of its own. */
export const csr = false;

/** Shown in a frame where there is no script: it renews itself, and what is being written outside it stays. */
export const csr = false;

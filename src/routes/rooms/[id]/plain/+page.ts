/** The room for a narrow line: the page as it is without script, chosen by who has it. */
export const csr = false;

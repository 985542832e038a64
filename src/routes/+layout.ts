/** Pages are for reading, errors too: their few lines of script come without the framework. Where one talks or works, it comes along. */
export const csr = false;

const HEADER = 'x-read-again';

/** How a page's own script asks for the page once more, for its live parts alone. */
export const READ_AGAIN: HeadersInit = { [HEADER]: '1' };

/** Whether nobody is about to read this as a page. */
export const isReadAgain = (request: Request): boolean => request.headers.has(HEADER);

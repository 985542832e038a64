/** How much one request may bring. */

export const LARGEST_FORM = 512 * 1024;
/** A file of 20 MB and the form around it. */
export const LARGEST_BODY = 21 * 1024 * 1024;

/** The status of the refusal, told from the headers, before anything of the body is read. */
export function bodyRefusal(request: Request, takesFiles: boolean): 411 | 413 | undefined {
  if (!request.body) return undefined;
  const length = request.headers.get('content-length');
  if (length === null) return 411;
  return Number(length) > (takesFiles ? LARGEST_BODY : LARGEST_FORM) ? 413 : undefined;
}

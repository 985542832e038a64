/** The address as it opens; a relative one only where it is known what it is relative to. 「www.…」 is a site, no page of one. */
export function readWebAddress(
  text: string,
  base: string | null,
): { url: string | null; relative: boolean } {
  const typed = text.trim().replace(/^(?=www\.)/iu, 'https://');
  const relative = !/^[a-z][a-z0-9+.-]*:/i.test(typed);
  try {
    const url = relative && base ? new URL(typed, base) : new URL(typed);
    const opens = url.protocol === 'https:' || url.protocol === 'http:';
    return { url: opens ? url.href : null, relative };
  } catch {
    return { url: null, relative };
  }
}

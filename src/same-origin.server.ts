const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export const isUnsafe = (request: Request): boolean => UNSAFE.has(request.method);

/** ASVS 3.5: an unsafe request must say it comes from our own pages, whatever its content type. */
export function isOwnRequest(request: Request, origin: string): boolean {
  if (!isUnsafe(request)) return true;
  const site = request.headers.get('sec-fetch-site');
  return site === null ? request.headers.get('origin') === origin : site === 'same-origin';
}

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** ASVS 3.5: an unsafe request must say it comes from our own pages, whatever its content type. */
export function isOwnRequest(request: Request, origin: string): boolean {
  if (!UNSAFE.has(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  return site === null ? request.headers.get('origin') === origin : site === 'same-origin';
}

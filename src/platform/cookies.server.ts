import { config } from './config.server.ts';

/** `__Host-` needs Secure, which plain-http localhost cannot set. */
export const cookiesAreSecure = (): boolean => config().ORIGIN?.startsWith('https://') ?? false;

export const cookieName = (name: string): string => (cookiesAreSecure() ? `__Host-${name}` : name);

/** The value of one cookie in a request's Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return decodeURIComponent(rest.join('='));
  }
  return undefined;
}

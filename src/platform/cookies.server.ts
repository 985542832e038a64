import { config } from './config.server.ts';

/** `__Host-` needs Secure, which plain-http localhost cannot set. */
export const cookiesAreSecure = (): boolean => config().ORIGIN?.startsWith('https://') ?? false;

export const cookieName = (name: string): string => (cookiesAreSecure() ? `__Host-${name}` : name);

/** The value of one cookie in a request's Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return decoded(rest.join('='));
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** A session's cookie as an entrance sets it: `cookies.set(name, value, attributes)`. */
export interface SessionCookie {
  name: string;
  value: string;
  attributes: {
    path: string;
    httpOnly: boolean;
    secure: boolean;
    sameSite: 'lax';
    /** Seconds; absent: for this browser session. */
    maxAge?: number | undefined;
  };
}

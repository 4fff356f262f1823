import type { AffinitySettings } from './canary-settings';
import type { AffinityCookies } from './canary-status';
import type { Tick } from './tick';
import { drawLetters } from './draw';

/**
 * The tick with the cookies of a running canary: each is made up where the status has none. The
 * primary's is kept from run to run, and made up even without a name.
 */
export function startCookies(tick: Tick, affinity: AffinitySettings): Tick {
  const { cookieName, primaryCookieName } = affinity;
  const started = tick.status.cookies.canary === '' ? draw(tick, 'canary', cookieName) : tick;
  return started.status.cookies.primary === ''
    ? draw(started, 'primary', primaryCookieName)
    : started;
}

/** The tick with the cookie of the run that ends, if there is one, told apart as the previous one. */
export function endCookies(tick: Tick): Tick {
  const { canary, previous } = tick.status.cookies;
  return withCookies(tick, { canary: '', previous: canary === '' ? previous : canary });
}

/** The Set-Cookie header that holds a user to a version. */
export function setCookie(cookie: string, maxAge: number, affinity: AffinitySettings): string {
  return `${cookie}; Max-Age=${maxAge}${affinity.attributes}`;
}

/** The Set-Cookie header that makes a browser forget a cookie. */
export function expireCookie(cookie: string): string {
  return `${cookie}; Max-Age=-1`;
}

/** The pattern that finds a cookie in the header Cookie. Neither part is escaped or anchored. */
export function cookiePattern(cookie: string): string {
  const [name = '', value = ''] = cookie.split('=');
  return `.*${name}.*${value}.*`;
}

function draw(tick: Tick, field: 'canary' | 'primary', name: string): Tick {
  const { seed, drawn } = tick.world;
  const drawing = { ...tick, world: { ...tick.world, drawn: drawn + 1 } };
  return withCookies(drawing, { [field]: `${name}=${drawLetters(seed, drawn)}` });
}

function withCookies(tick: Tick, changes: Partial<AffinityCookies>): Tick {
  const cookies = { ...tick.status.cookies, ...changes };
  return { ...tick, status: { ...tick.status, cookies } };
}

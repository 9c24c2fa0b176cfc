import type { FastifyRequest } from 'fastify';
import type { Settings } from '../platform/config/settings.ts';
import { forbidden } from '../platform/faults/fault.ts';

/**
 * A browser says from where it sends a request: another site's page may neither use somebody's cookie here nor give them
 * one. What says nothing is no browser.
 */
export function refuseForeignPages(request: FastifyRequest, { BASE_URL }: Pick<Settings, 'BASE_URL'>): void {
  const { method, headers, protocol, host } = request;
  if (method === 'GET' || method === 'HEAD') return;
  const { 'sec-fetch-site': site, origin } = headers;
  if (site === 'same-origin' || site === 'none') return;
  // Older browsers, and all of them without TLS, send Origin alone.
  const own = [BASE_URL, `${protocol}://${host}`].map((text) => text && URL.parse(text)?.origin);
  if (site === undefined && (origin === undefined || (origin !== 'null' && own.includes(origin)))) return;
  throw forbidden('This request comes from another site');
}

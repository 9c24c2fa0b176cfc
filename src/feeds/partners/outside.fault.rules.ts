import type { OutsideFailure } from '../../platform/outside/outside.fetch.ts';

/** Why nothing came from where a calendar is kept. */
export type OutsideFault =
  | 'NOT_AN_ADDRESS'
  | 'NOT_HTTPS'
  | 'CREDENTIALS'
  | 'PORT'
  | 'HOST_NOT_ALLOWED'
  | 'PRIVATE'
  | 'UNKNOWN_HOST'
  | 'UNREACHABLE'
  | 'TOO_SLOW'
  | 'TOO_LARGE'
  | 'TOO_MANY_REDIRECTS'
  | 'CODING';

export const OUTSIDE_FAULTS: Readonly<Record<OutsideFailure['reason'], OutsideFault>> = {
  NO_ADDRESS: 'NOT_AN_ADDRESS',
  NOT_HTTPS: 'NOT_HTTPS',
  CREDENTIALS: 'CREDENTIALS',
  PORT: 'PORT',
  HOST: 'HOST_NOT_ALLOWED',
  PRIVATE: 'PRIVATE',
  NOT_FOUND: 'UNKNOWN_HOST',
  NO_CONNECTION: 'UNREACHABLE',
  TIMEOUT: 'TOO_SLOW',
  TOO_MANY_REDIRECTS: 'TOO_MANY_REDIRECTS',
  CODING: 'CODING',
};

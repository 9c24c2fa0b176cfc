import { createHash, randomBytes } from 'node:crypto';

/** What a secret is for, told by how it begins: a scanner of leaked secrets knows it, and a wrong one is no look-up. */
export const SECRET_KINDS = {
  ...{ session: 'zks_', token: 'zkt_', link: 'zkl_', browser: 'zkb_', state: 'zko_' },
  ...{ registration: 'zkr_', notice: 'zkn_', calendar: 'zkc_' },
} as const;
export type SecretKind = keyof typeof SECRET_KINDS;

export interface Secret {
  /** Shown once, to its owner. */
  readonly text: string;
  /** What is kept. */
  readonly hash: Uint8Array;
}

/** 256 random bits: past guessing, so that a fast hash without salt keeps it well. */
export function newSecret(kind: SecretKind): Secret {
  const text = `${SECRET_KINDS[kind]}${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashOf(text) };
}

/** The hash under which a secret of this kind would be found; null for a text that can be none. */
export function readSecret(kind: SecretKind, text: string | undefined): Uint8Array | null {
  return text && text.length === 47 && text.startsWith(SECRET_KINDS[kind]) ? hashOf(text) : null;
}

export function hashOf(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

// The whole program with people who sign in themselves: browsers with cookies, passwords, mails.
import type { Role } from '../src/platform/access/viewer.ts';
import { SYSTEM } from '../src/platform/access/viewer.ts';
import type { Id } from '../src/platform/ids/id.ts';
import { AssignmentService } from '../src/identity/assignment.service.ts';
import { Passwords } from '../src/identity/passwords.ts';
import { People } from '../src/identity/people.ts';
import { writeCredentials } from '../src/identity/person.store.ts';
import type { ScopeKind } from '../src/identity/role.rules.ts';
import type { Answer, TestApp } from './app.ts';
import { until } from './program.ts';

export const PASSWORD = 'nine lives of a library cat';

interface Asking {
  readonly bearer?: string;
  readonly from?: string;
  readonly headers?: Record<string, string>;
}

/** Keeps cookies as a browser does, and asks from an address of its own (TRUST_PROXY is set). */
export class Browser {
  readonly #app: TestApp;
  readonly from: string;
  readonly cookies = new Map<string, string>();
  /** The Set-Cookie lines of the last answer. */
  lastSet: string[] = [];

  constructor(app: TestApp, from = '203.0.113.7') {
    this.#app = app;
    this.from = from;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'x-forwarded-for': this.from, ...(cookie && { cookie }), ...(init.headers as object) };
    const response = await this.#app.fetch(path, { redirect: 'manual', ...init, headers });
    this.lastSet = response.headers.getSetCookie();
    for (const line of this.lastSet) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async gql<Data = Record<string, never>>(
    query: string,
    variables: Record<string, unknown> = {},
    { bearer, from, headers }: Asking = {},
  ): Promise<Answer<Data>> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-language': 'en',
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(from && { 'x-forwarded-for': from }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<Answer<Data>, 'status' | 'headers'>;
    return { ...body, status: response.status, headers: response.headers };
  }

  /** Signs in by password; answers the union member with its fields. */
  async signIn(email: string, password = PASSWORD, carrier: 'COOKIE' | 'BEARER' = 'COOKIE', from?: string) {
    const { data, errors } = await this.gql<{ result: SignInAnswer }>(
      SIGN_IN,
      { input: { email, password, carrier } },
      from === undefined ? {} : { from },
    );
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data.result;
  }

  /** The name the program greets this browser (or this bearer) by; null when it knows nobody. */
  async name(asking: Asking = {}): Promise<string | null> {
    const { data } = await this.gql<{ viewer: { person: { name: string } | null } }>(
      '{ viewer { person { name } } }',
      {},
      asking,
    );
    return data.viewer.person?.name ?? null;
  }
}

export interface SignInAnswer {
  readonly kind: string;
  readonly token?: string | null;
  readonly message?: string;
  readonly retryAfter?: number;
  readonly reason?: string;
  readonly weakness?: string;
  readonly validMinutes?: number;
}

const SIGN_IN = `mutation ($input: SignInInput!) { result: signIn(input: $input) {
  kind: __typename ... on SignedIn { token } ... on Refusal { message } ... on TooManyAttempts { retryAfter } } }`;

export const REQUEST_LINK = `mutation ($email: String!) { result: requestSignInLink(email: $email) {
  kind: __typename ... on MailSent { validMinutes } ... on Refusal { message } ... on TooManyAttempts { retryAfter } } }`;

export const USE_LINK = `mutation ($token: String!, $carrier: SessionCarrier! = COOKIE) {
  result: signInByLink(token: $token, carrier: $carrier) {
    kind: __typename ... on SignedIn { token } ... on LinkRefused { reason message } } }`;

interface Scoped {
  readonly role: Role;
  readonly scopeKind: ScopeKind;
  readonly scopeId?: string;
}

/** Somebody with an account, as if they had joined long ago. */
export async function settle(
  app: TestApp,
  email: string,
  roles: readonly Scoped[] = [],
  { name = email.split('@')[0]!, password = PASSWORD }: { name?: string; password?: string | null } = {},
): Promise<Id<'Person'>> {
  const passwordHash = password === null ? null : await hashed(app, password);
  return app.database.transaction(async (tx) => {
    const { person } = await app.nest.get(People).findOrMake(tx, { email, name, language: 'uk' }, SYSTEM);
    await writeCredentials(tx, person.id, { passwordHash, joinedAt: app.clock.now() });
    for (const role of roles) await app.nest.get(AssignmentService).give(tx, person.id, role, SYSTEM);
    return person.id;
  });
}

const hashes = new Map<string, Promise<string>>();
const hashed = (app: TestApp, password: string): Promise<string> => {
  let hash = hashes.get(password);
  if (!hash) hashes.set(password, (hash = app.nest.get(Passwords).hash(password)));
  return hash;
};

export interface KeptMail {
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
}

/** All mails to an address, newest first. */
export async function mailsTo(app: TestApp, email: string): Promise<KeptMail[]> {
  const mails = (await (await app.fetch('/dev/mail.json')).json()) as KeptMail[];
  return mails.filter(({ recipient }) => recipient === email);
}

/** Waits for the mails to an address to be so many; answers the newest. */
export async function mailTo(app: TestApp, email: string, count = 1): Promise<KeptMail> {
  await until(async () => (await mailsTo(app, email)).length >= count);
  return (await mailsTo(app, email))[0]!;
}

export function tokenIn({ text }: KeptMail): string {
  const token = /\/sign-in\/link\/(\S+)/.exec(text)?.[1];
  if (!token) throw new Error(`no link in: ${text}`);
  return token;
}

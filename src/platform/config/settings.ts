import { isIP } from 'node:net';
import { z } from 'zod';
import { readMailbox } from '../addresses/mailbox.rules.ts';

const flag = z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] });
const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), 'not such an address');

/** True for an address that others can be made from by writing on: no sign-in, query or fragment. */
function isBase(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && !url.username && !url.password && !url.search && !url.hash;
}

const NAMED_NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** True for what the web server takes as trusted proxies; it would stop with an error that repeats the value. */
function areProxies(text: string): boolean {
  return text.split(',').every((part) => {
    const [address = '', bits, ...more] = part.trim().split('/');
    if (more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
    if (NAMED_NETWORKS.has(address)) return bits === undefined;
    const version = isIP(address);
    return version !== 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128)));
  });
}

/** True for names of hosts. */
function areHosts(text: string): boolean {
  return text
    .split(',')
    .every((part) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(part.trim()));
}

/** Every setting: read from the environment once, at boot. Its description is its manual (README, `zakhid settings`). */
export const SETTINGS = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('development, test or production; production refuses unsafe defaults'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on; 0.0.0.0 for all'),
  PORT: count(0, 65_535).default(3000).describe('TCP port to listen on; 0 takes any free one'),
  BASE_URL: url('http:', 'https:')
    .refine(isBase)
    .optional()
    .describe('address under which people reach the program, for links and feeds; required and https in production'),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('Postgres 15 or newer; without it an embedded Postgres 18 runs on DATA_DIR; required in production'),
  DATABASE_POOL: count(2, 200).default(10).describe('most connections one process holds to the database'),
  DATA_DIR: z.string().min(1).default('var').describe('folder of the embedded database'),
  SMTP_URL: url('smtp:', 'smtps:')
    .optional()
    .describe('mail server, smtp://user:password@host:port; without it mail is kept; required in production'),
  MAIL_FROM: z
    .string()
    .refine((text) => readMailbox(text) !== null)
    .optional()
    .describe('sender of mail, Name <address>; by default no-reply at the host of BASE_URL'),
  DEMO: flag.optional().describe('load the demonstration city into an empty database; default on, off in production'),
  SESSION_IDLE_MINUTES: count(5, 43_200).default(4_320).describe('minutes without use after which a session ends'),
  SESSION_DAYS: count(1, 365).default(30).describe('days after which a session ends at the latest'),
  OIDC_ISSUER: url('https:', 'http:')
    .optional()
    .describe('identity provider (OpenID Connect) to sign in with; https, http only on loopback'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('this program’s name at the identity provider'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('its secret there; none for a public client'),
  OIDC_NAME: z.string().min(1).max(60).optional().describe('what the identity provider is called on pages'),
  GRAPHQL_EXPLORER: flag.optional().describe('introspection, and GraphiQL at /graphiql; default on, off in production'),
  TRUST_PROXY: z
    .string()
    .refine(areProxies)
    .optional()
    .describe('addresses or networks of the reverse proxy whose X-Forwarded headers are believed, by commas'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severity that is logged'),
  BODY_LIMIT_BYTES: count(1_000, 10_000_000).default(100_000).describe('largest request body outside /uploads, bytes'),
  UPLOAD_LIMIT_BYTES: count(1_000, 50_000_000).default(5_000_000).describe('largest uploaded document, bytes'),
  REGISTRATIONS_FREE: count(1, 1_000_000)
    .default(120)
    .describe('registrations from one network before each further one waits, counted by each process over 10 minutes'),
  REGISTRATION_KEEP_DAYS: count(1, 3_650)
    .default(90)
    .describe('days after the end of an event after which it is forgotten who came; how many came stays'),
  UPLOAD_LIFETIME_MINUTES: count(1, 10_080).default(60).describe('minutes after which an unused upload is removed'),
  UPLOADS_PER_PERSON: count(1, 1_000).default(20).describe('most uploads one person keeps at a time'),
  GRAPHQL_MAX_DEPTH: count(1, 100).default(12).describe('deepest nesting of fields in a query'),
  GRAPHQL_MAX_ALIASES: count(0, 1_000).default(15).describe('most aliases in a query'),
  GRAPHQL_MAX_DIRECTIVES: count(0, 1_000).default(20).describe('most directives in a query'),
  GRAPHQL_MAX_TOKENS: count(100, 100_000).default(2_000).describe('most lexical tokens in a query'),
  GRAPHQL_MAX_COST: count(10, 1_000_000)
    .default(5_000)
    .describe('highest cost of a query: fields, lists weighed by `first`'),
  FEED_PAST_DAYS: count(0, 3_650).default(90).describe('days back that a feed still shows'),
  FEED_CANCELLED_DAYS: count(30, 3_650)
    .default(30)
    .describe('days that what was cancelled or postponed still shows, wherever its date lies; to the hour'),
  FEED_LIMIT: count(1, 200_000).default(2_000).describe('most events in one feed; a longer one is cut and says so'),
  FEED_CACHE_MB: count(1, 65_536).default(64).describe('memory of one process for feeds as they were answered, in MiB'),
  FEED_PIECES_MB: count(1, 65_536)
    .default(64)
    .describe('memory of one process for sessions as feeds write them, in MiB'),
  PARTNER_REFRESH_MINUTES: count(5, 1_440).default(60).describe('minutes between two readings of a partner’s calendar'),
  FEED_STREAMS: count(0, 100_000).default(500).describe('most streams of changes that one process keeps open'),
  FEED_STREAMS_PER_NETWORK: count(1, 100_000)
    .default(20)
    .describe('most of these streams that one network keeps open at one process'),
  WEBHOOK_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'what signing keys of webhooks are made from, 32 characters or more; none: no webhooks, but in the demonstration city on this machine',
    ),
  OUTSIDE_HOSTS: z
    .string()
    .refine(areHosts)
    .optional()
    .describe(
      'hosts that the program may send to or fetch from where people name an address, each with its subdomains, by commas; by default every public one',
    ),
  OUTSIDE_LOOPBACK: flag
    .default(false)
    .describe('whether such addresses may be on this machine, and then plain http; for tests, refused in production'),
});

type Read = z.output<typeof SETTINGS>;

/** The settings as the program uses them: defaults that depend on others are filled in. */
export type Settings = Omit<Read, 'BASE_URL' | 'DEMO' | 'GRAPHQL_EXPLORER'> & {
  readonly BASE_URL: string | undefined;
  readonly DEMO: boolean;
  readonly GRAPHQL_EXPLORER: boolean;
  readonly production: boolean;
};

/** Says which settings are wrong, by name. Values stay out: one of them may be a password. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`wrong settings:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/** Reads and checks the environment; an empty value counts as none. Throws SettingsError with names only. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(SETTINGS.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const read = SETTINGS.safeParse(given);
  if (!read.success) {
    const names = new Set(read.error.issues.map((issue) => String(issue.path[0])));
    throw new SettingsError([...names].map((name) => `${name}: ${describe(name)}`));
  }
  const problems = unsafe(read.data);
  if (problems.length > 0) throw new SettingsError(problems);
  const production = read.data.NODE_ENV === 'production';
  return {
    ...read.data,
    BASE_URL: read.data.BASE_URL?.replace(/\/+$/, ''),
    DEMO: read.data.DEMO ?? !production,
    GRAPHQL_EXPLORER: read.data.GRAPHQL_EXPLORER ?? !production,
    production,
  };
}

function describe(name: string): string {
  const field: { description?: string } | undefined = SETTINGS.shape[name as keyof typeof SETTINGS.shape];
  return `not understood; expected: ${field?.description ?? 'nothing of this name'}`;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** True for an address of this machine alone, also as it stands in a URL. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.replace(/^\[(.*)\]$/, '$1'));
}

/**
 * True while nobody can reach the program but people on this machine: what is meant for its owner may be open. A reverse
 * proxy comes from loopback too; that there is one shows in its setting, or in an address elsewhere. Tests set both, and
 * stay on this machine.
 */
export function isLocalOnly({ production, HOST, NODE_ENV, TRUST_PROXY, BASE_URL }: Settings): boolean {
  if (production || !isLoopback(HOST)) return false;
  if (NODE_ENV === 'test') return true;
  return !TRUST_PROXY && (!BASE_URL || isLoopback(new URL(BASE_URL).hostname));
}

function unsafe(read: Read): string[] {
  const problems: string[] = [];
  if (read.OIDC_ISSUER) {
    const { protocol, hostname } = new URL(read.OIDC_ISSUER);
    if (protocol === 'http:' && !isLoopback(hostname)) problems.push('OIDC_ISSUER: must be https');
    if (!read.OIDC_CLIENT_ID) problems.push('OIDC_CLIENT_ID: required with OIDC_ISSUER');
  }
  if (read.NODE_ENV !== 'production') return problems;
  if (read.DEMO) problems.push('DEMO: must be off in production');
  if (read.OUTSIDE_LOOPBACK) problems.push('OUTSIDE_LOOPBACK: must be off in production');
  if (!read.DATABASE_URL)
    problems.push('DATABASE_URL: required in production; the embedded database is for one machine');
  if (!read.BASE_URL) problems.push('BASE_URL: required in production; links and feeds are made from it');
  else if (!read.BASE_URL.startsWith('https:')) problems.push('BASE_URL: must be https in production');
  if (!read.SMTP_URL) problems.push('SMTP_URL: required in production; invitations and confirmations go by mail');
  return problems;
}

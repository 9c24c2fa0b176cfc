// The program beside a real identity provider, and people with an account at both.
import { eq } from 'drizzle-orm';
import { people } from '../src/identity/person.tables.ts';
import { type Id, newId } from '../src/platform/ids/id.ts';
import type { TestApp } from './app.ts';
import { Browser, settle } from './identity-lab.ts';
import { type Lab, startLab } from './platform-lab.ts';
import { type Account, createProvider, type ProviderLab } from './provider-lab.ts';

export const START = '/sign-in/oidc';

interface Somebody {
  readonly id: Id<'Person'>;
  readonly subject: string;
  readonly email: string;
  readonly name: string;
}

/** Goes to the provider and signs in there; answers the path of the callback, which is still to be followed. */
export async function callbackOf(idp: ProviderLab, browser: Browser, subject: string, start = START): Promise<string> {
  const begun = await browser.fetch(start);
  if (begun.status !== 303) throw new Error(`${start} answered ${begun.status}: ${await begun.text()}`);
  const { pathname, search } = await idp.visit(begun.headers.get('location')!, subject);
  return pathname + search;
}

export class ProviderScene {
  readonly idp: ProviderLab;
  readonly lab: Lab;
  readonly app: TestApp;
  #count = 0;

  constructor(idp: ProviderLab, lab: Lab) {
    this.idp = idp;
    this.lab = lab;
    this.app = lab.app;
  }

  get db() {
    return this.app.database.reader;
  }

  browser(from?: string): Browser {
    return new Browser(this.app, from);
  }

  callbackOf(browser: Browser, subject: string, start = START): Promise<string> {
    return callbackOf(this.idp, browser, subject, start);
  }

  async signIn(subject: string, browser = this.browser(), start = START): Promise<Response> {
    return browser.fetch(await this.callbackOf(browser, subject, start));
  }

  /** Somebody with an account here and one at the provider, by default of the same address, which is verified. */
  async somebody(there: Account = {}, { invited = false } = {}): Promise<Somebody> {
    const number = (this.#count += 1);
    const subject = `subject-${newId()}`;
    const [email, name] = [`person${number}@kyiv.ua`, `Особа ${number}`];
    const id = await settle(this.app, email, [], { name, password: null });
    if (invited) await this.db.update(people).set({ joinedAt: null }).where(eq(people.id, id));
    this.idp.accounts.set(subject, { email, email_verified: true, ...there });
    return { id, subject, email, name };
  }

  async stop(): Promise<void> {
    await this.lab.stop();
    await this.idp.stop();
  }
}

export async function startScene(environment: Record<string, string> = {}): Promise<ProviderScene> {
  const idp = await createProvider();
  await idp.start();
  return new ProviderScene(idp, await startLab({ environment: { ...idp.settings(), ...environment } }));
}

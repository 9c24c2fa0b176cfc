import type { Settings } from '../platform/config/settings.ts';
import type { Language } from '../platform/language/language.ts';
import { EXIT } from './failure.ts';
import { type MakeApp, withProgram } from './program.ts';

export interface AdminOptions {
  readonly name?: string;
  readonly lang: Language;
}

/** Makes somebody an administrator and prints a link that signs in once; nothing is sent. */
export async function createAdmin(
  settings: Settings,
  makeApp: MakeApp,
  email: string,
  { name, lang }: AdminOptions,
): Promise<number> {
  const { readEmail } = await import('../identity/email.rules.ts');
  const address = readEmail(email);
  if (address === null) {
    process.stderr.write('zakhid: this is not an e-mail address\n');
    return EXIT.refused;
  }
  const { Administrators } = await import('../identity/administrators.ts');
  const link = await withProgram(settings, makeApp, (app) => app.get(Administrators).create(address, name, lang));
  process.stdout.write(`${link}\n`);
  process.stderr.write('Open it in a browser within 24 hours; it works once.\n');
  return EXIT.done;
}

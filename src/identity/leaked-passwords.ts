import { dictionary } from '@zxcvbn-ts/language-common';

/** Some 49,000 passwords of leaked lists, in lower case. */
export const LEAKED_PASSWORDS: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].map((word) => word.toLowerCase()),
);

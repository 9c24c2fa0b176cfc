/** Where a link of a mail leads: a page that shows what it is for, and does it at the press of a button. */
export function linkAddress(base: string, secret: string): string {
  return `${base}/${secret.startsWith('zkn_') ? 'n' : 'r'}/${secret}`;
}

/** Where people reach the program; without BASE_URL, on the machine it runs on. */
export function addressOf(settings: { readonly BASE_URL: string | undefined; readonly PORT: number }): string {
  return settings.BASE_URL ?? `http://localhost:${settings.PORT}`;
}

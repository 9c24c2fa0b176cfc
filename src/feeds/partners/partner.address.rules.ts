/** The public calendar of what a partner promotes. */
export function partnerFeedAddress(base: string, slug: string): string {
  return `${base}/feeds/partners/${slug}.ics`;
}

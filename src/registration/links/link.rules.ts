import { linkRefused, type LinkRefused } from '../../identity/link.rules.ts';
import type { Asking } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import type { LinkPurpose, RegistrationRow } from '../record/registration.tables.ts';
import { plusDays, type Instant } from '../../platform/time/instant.ts';

/** What is good once: to say it twice would mean something else the second time. */
const ONCE: readonly LinkPurpose[] = ['CONFIRM', 'OFFER', 'NOMINEE', 'RECONFIRM', 'HEAD'];
/** The link that shows and changes a registration is good until so many days after the end. */
const MANAGE_DAYS = 30;

/** Until when a link is good: where something waits for an answer, as long as that waits. */
export function linkExpiry(purpose: LinkPurpose, row: RegistrationRow, endsAt: Instant): Instant {
  if (purpose === 'MANAGE') return plusDays(endsAt, MANAGE_DAYS);
  if (purpose === 'RECONFIRM') return row.reconfirmBy ?? endsAt;
  return row.expiresAt ?? endsAt;
}

/** The registration that a link opens for one of these purposes, used up by it where it is good once. */
export function openLink(
  scene: Scene,
  hash: string,
  purposes: readonly LinkPurpose[],
  { at, language }: Asking,
): RegistrationRow | LinkRefused {
  const link = scene.linkOf(hash);
  const row = link && scene.find(link.registrationId);
  if (!link || !row || !purposes.includes(link.purpose)) return linkRefused('UNKNOWN', language);
  if (link.usedAt) return linkRefused('USED', language);
  if (link.expiresAt <= at) return linkRefused('EXPIRED', language);
  return row;
}

/** To be called once the link has done what it is for. */
export function useUp(scene: Scene, hash: string, { at }: Asking): void {
  const link = scene.linkOf(hash);
  if (link && ONCE.includes(link.purpose)) scene.usedLinks.set(hash, at);
}

import type { Language } from '../../platform/language/language.ts';
import { SEARCH_VERSION, searchText } from '../texts/search.rules.ts';
import type { SpeakerRow } from './speaker.tables.ts';

/** What an audit line tells of only that it changed: lines outlive the person's data. */
export const PERSONAL_FIELDS = ['nameUk', 'nameEn', 'bioUk', 'bioEn', 'affiliation', 'email', 'phone'] as const;

/** What stands where a speaker was who is forgotten: events that were keep their place. */
export const FORGOTTEN: Pick<SpeakerRow, (typeof PERSONAL_FIELDS)[number] | 'consentOn'> = {
  nameUk: 'Ім’я вилучено',
  nameEn: 'Name removed',
  bioUk: null,
  bioEn: null,
  affiliation: null,
  email: null,
  phone: null,
  consentOn: null,
};

/** By what a speaker is found; nobody finds one who is forgotten. */
export function searchedBy({ nameUk, nameEn, affiliation, forgottenAt }: SearchedSpeaker) {
  const text = forgottenAt === null ? searchText([nameUk, nameEn, affiliation]) : '';
  return { searchText: text, searchVersion: SEARCH_VERSION };
}
export type SearchedSpeaker = Pick<SpeakerRow, 'nameUk' | 'nameEn' | 'affiliation' | 'forgottenAt'>;

/** The name in a reader's language; Ukrainian where there is no other. */
export function speakerNameIn(language: Language, { nameUk, nameEn }: Pick<SpeakerRow, 'nameUk' | 'nameEn'>): string {
  return (language === 'en' ? nameEn : null) ?? nameUk;
}

/** What is said of them in a reader's language; where it is missing, in the other. */
export function bioIn(language: Language, { bioUk, bioEn }: Pick<SpeakerRow, 'bioUk' | 'bioEn'>): string | null {
  return language === 'en' ? (bioEn ?? bioUk) : (bioUk ?? bioEn);
}

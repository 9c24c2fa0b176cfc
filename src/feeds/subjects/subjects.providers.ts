import { FeedSubjects } from './feed.subjects.ts';

export const SUBJECT_PROVIDERS = [FeedSubjects];

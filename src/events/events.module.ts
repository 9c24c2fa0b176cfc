import { Module } from '@nestjs/common';
import { VenuesModule } from '../venues/venues.module.ts';
import { CONTENT } from './content/content.providers.ts';
import { EDITORIAL } from './editorial/editorial.providers.ts';
import { KINDS } from './kinds/kinds.providers.ts';
import { MEASURES } from './measures/measures.providers.ts';
import { PROGRAMME } from './programme/programme.providers.ts';
import { PROPOSALS } from './proposals/proposals.providers.ts';
import { SERIES } from './series/series.providers.ts';
import { SESSIONS } from './sessions/sessions.providers.ts';
import { SPEAKERS } from './speakers/speakers.providers.ts';
import { TEMPLATES } from './templates/templates.providers.ts';

const providers = [
  ...[...KINDS, ...SPEAKERS, ...CONTENT, ...SESSIONS, ...SERIES],
  ...[...EDITORIAL, ...TEMPLATES, ...PROPOSALS, ...PROGRAMME, ...MEASURES],
];

@Module({ imports: [VenuesModule], providers, exports: providers })
export class EventsModule {}

import { Global, Module } from '@nestjs/common';
import { Jobs } from './jobs.ts';
import { Rounds } from './rounds.ts';

@Global()
@Module({ providers: [Jobs, Rounds], exports: [Jobs, Rounds] })
export class JobsModule {}

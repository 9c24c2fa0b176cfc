import { Module } from '@nestjs/common';
import { HostResolver } from './host.names.ts';
import { OutsideFetch } from './outside.fetch.ts';

@Module({ providers: [HostResolver, OutsideFetch], exports: [OutsideFetch] })
export class OutsideModule {}

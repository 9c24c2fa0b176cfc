import { Module } from '@nestjs/common';
import { BranchResolver } from './branch.resolver.ts';

@Module({ providers: [BranchResolver] })
export class VenuesModule {}

import { Module } from '@nestjs/common';
import { BranchScopes } from './branch.scopes.ts';
import { BranchResolver } from './branch.resolver.ts';

@Module({ providers: [BranchScopes, BranchResolver] })
export class VenuesModule {}

import { Module } from '@nestjs/common';
import { BranchScopes } from './places/branch.scopes.ts';
import { BranchResolver } from './places/branch.resolver.ts';

@Module({ providers: [BranchScopes, BranchResolver] })
export class VenuesModule {}

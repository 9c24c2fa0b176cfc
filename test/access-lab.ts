// Handlers of every kind of access, which exist only in tests of the guard.
import { Controller, Get, Module, Post } from '@nestjs/common';
import { Mutation, Query, Resolver } from '@nestjs/graphql';
import { ForTokens, Public, Requires } from '../src/platform/access/access.decorators.ts';
import { Viewing } from '../src/platform/access/access.parameters.ts';
import type { Viewer } from '../src/platform/access/viewer.ts';

const whoIs = (viewer: Viewer) => (viewer.kind === 'person' ? viewer.id : viewer.kind);

@Resolver()
class SilentResolver {
  @Query(() => String, { nullable: true })
  silentQuery() {
    return 'open';
  }

  @Mutation(() => String, { nullable: true })
  silentMutation() {
    return 'open';
  }

  @Requires()
  @Query(() => String, { nullable: true })
  signedIn(@Viewing() viewer: Viewer) {
    return whoIs(viewer);
  }

  @Public()
  @Query(() => String, { nullable: true })
  anybody(@Viewing() viewer: Viewer) {
    return whoIs(viewer);
  }
}

/** A class for programs with EVENTS; one of its handlers wants another scope. */
@ForTokens('EVENTS')
@Resolver()
class TokenResolver {
  @Requires()
  @Query(() => String, { nullable: true })
  forEvents() {
    return 'open';
  }

  @Requires('COORDINATOR')
  @ForTokens('PLANS')
  @Query(() => String, { nullable: true })
  forPlans() {
    return 'open';
  }

  @Public()
  @Query(() => String, { nullable: true })
  publicForEvents() {
    return 'open';
  }

  @Query(() => String, { nullable: true })
  silentForEvents() {
    return 'open';
  }
}

@Controller('lab')
class SilentController {
  @Get('silent')
  silent() {
    return 'open';
  }

  @Post('silent')
  silentPost() {
    return 'open';
  }

  @Requires('COORDINATOR')
  @Get('coordinators')
  coordinators() {
    return 'open';
  }

  @Requires()
  @ForTokens('PLANS')
  @Get('plans')
  plans() {
    return 'open';
  }

  @Public()
  @Get('public')
  public(@Viewing() viewer: Viewer) {
    return whoIs(viewer);
  }
}

@Public()
@Controller('lab/public')
class PublicController {
  @Requires('COORDINATOR')
  @Get('but')
  but() {
    return 'open';
  }
}

@Module({ providers: [SilentResolver, TokenResolver], controllers: [SilentController, PublicController] })
export class SilentModule {}

import { Global, Module } from '@nestjs/common';
import { Authenticator } from '../platform/access/authenticator.ts';
import { AccountService } from './account.service.ts';
import { Administrators } from './administrators.ts';
import { AssignmentResolver } from './assignment.resolver.ts';
import { AssignmentService } from './assignment.service.ts';
import { AuditResolver, ChangedMeanwhileResolver } from './audit.resolver.ts';
import { Cookies } from './cookies.ts';
import { IdentityData } from './identity.data.ts';
import { IdentityMails } from './identity.mails.ts';
import { IdentityProvider } from './identity-provider.ts';
import { Limiter } from './limiter.ts';
import { MailResolver } from './mail.resolver.ts';
import { Passwords } from './passwords.ts';
import { People } from './people.ts';
import { PersonResolver } from './person.resolver.ts';
import { PersonService } from './person.service.ts';
import { PersonalData } from './personal-data.ts';
import { ProviderController } from './provider.controller.ts';
import { SignInMethodsResolver } from './provider.resolver.ts';
import { ProviderService } from './provider.service.ts';
import { SchoolRequestResolver } from './school-request.resolver.ts';
import { SchoolRequestService } from './school-request.service.ts';
import { DirectoryScopes } from './scope.lookups.ts';
import { ScopeRegistry } from './scope.registry.ts';
import { SessionAuthenticator } from './session.authenticator.ts';
import { SessionService } from './session.service.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInResolver } from './sign-in.resolver.ts';
import { SignInService } from './sign-in.service.ts';
import { IdentitySweep } from './sweep.service.ts';
import { TokenService } from './token.service.ts';
import { SignInSessionResolver, ViewerResolver } from './viewer.resolver.ts';

/** Who acts, for whom. Global, because every guard asks who is asking. */
@Global()
@Module({
  controllers: [SignInController, ProviderController],
  providers: [
    { provide: Authenticator, useClass: SessionAuthenticator },
    Cookies,
    Limiter,
    Passwords,
    People,
    PersonalData,
    ScopeRegistry,
    DirectoryScopes,
    IdentityData,
    IdentityMails,
    IdentitySweep,
    AccountService,
    Administrators,
    AssignmentService,
    PersonService,
    IdentityProvider,
    ProviderService,
    SchoolRequestService,
    SessionService,
    SignInService,
    TokenService,
    AssignmentResolver,
    AuditResolver,
    ChangedMeanwhileResolver,
    MailResolver,
    PersonResolver,
    SchoolRequestResolver,
    SignInSessionResolver,
    SignInMethodsResolver,
    SignInResolver,
    ViewerResolver,
  ],
  exports: [
    Authenticator,
    Limiter,
    Administrators,
    AccountService,
    AssignmentService,
    People,
    PersonalData,
    Passwords,
    ScopeRegistry,
  ],
})
export class IdentityModule {}

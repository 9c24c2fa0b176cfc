import { enumOf } from '../../platform/graphql/codes.ts';
import type { AddressProblem } from '../../platform/outside/outside.address.ts';
import type { DeliveryState, WebhookState } from './webhook.tables.ts';

export const WebhookStates = enumOf<WebhookState>('WebhookState', 'Whether a partner is told what changes.', {
  ACTIVE: 'It is told.',
  PAUSED: 'An administrator has paused it.',
  GONE: 'Its server answered 410: it wants no more.',
  FAILING: 'Its server has taken nothing for a day.',
});

export const WebhookDeliveryStates = enumOf<DeliveryState>('WebhookDeliveryState', 'What became of a message.', {
  QUEUED: 'It waits to be sent, maybe again.',
  DELIVERED: 'The partner’s server took it: it answered 200 to 299.',
  FAILED: 'It was not taken, for good; `redeliver` sends it once more.',
  DROPPED: 'When its turn came, the webhook was not active.',
});

export const WebhookUrlProblems = enumOf<AddressProblem>('WebhookUrlProblem', 'What is wrong with an address.', {
  NO_ADDRESS: 'It is none, is longer than 2 000 characters, or has a space in it.',
  NOT_HTTPS: 'It is not https.',
  CREDENTIALS: 'It holds a user name or a password.',
  PORT: 'Its port is not for the web: 443, 80, or above 1023.',
  HOST: 'Nothing may be sent to its host.',
  PRIVATE: 'Its host is this machine, or one of a private network.',
});

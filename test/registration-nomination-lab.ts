// The rosters of registration-lab.ts with a body and an outlet that nominate, and the words in which tests speak of them.
import { bodies, outlets } from '../src/directory/entry.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { CONSENT_VERSION } from '../src/registration/deciding/refusal.rules.ts';
import { isOfWish, newsOf } from '../src/registration/record/news.ts';
import { type Asking, startTestApp } from './app.ts';
import { grant } from './people.ts';
import { aKey, type Answered, RECEIPT, type ReceiptTold, RegistrationLab } from './registration-lab.ts';
import { must } from './session-lab.ts';

type Parts = Record<string, unknown>;

export interface LineTold extends Parts {
  readonly line: number;
  readonly errors: readonly { readonly line: number; readonly field: string | null; readonly message: string }[];
}

const STATE = '... on Refusal { kind message } ... on LinkRefused { reason } ... on NotInThisState { status }';
const WRONG = '... on NominationsWrong { errors { line field message } }';
const PREVIEW = `mutation ($input: PreviewNominationsInput!) { result: previewNominations(input: $input) {
  ... on NominationsPreview { lines { line name email jobTitle phone errors { line field message } formulaLike } ignoredColumns
    places reserve refused { kind message } } ... on Refusal { kind message } ${WRONG} } }`;
export const NOMINATE = `mutation ($input: NominateInput!) { result: nominate(input: $input) {
  ... on NominationsMade { places reserve receipts { id status seats offeredSeats position expiresAt } } ${WRONG}
  ... on Refusal { kind message } ... on NoPlaces { free } ... on ConsentNeeded { version } ... on NotOpen { opensAt } } }`;
const ANSWER = `mutation ($input: AnswerNominationInput!) { result: answerNomination(input: $input) { ${RECEIPT} ${STATE} } }`;
export const SUBSTITUTE = `mutation ($input: SubstituteNomineeInput!) { result: substituteNominee(input: $input) {
  ${RECEIPT} ... on Refusal { kind message } ${WRONG} ... on AlreadySubstituted { substituteId } ... on NotInThisState { status } } }`;
export const WITHDRAW = `mutation ($input: WithdrawNomineeInput!) { result: withdrawNominee(input: $input) {
  ${RECEIPT} ... on Refusal { kind message } ... on NotInThisState { status } } }`;
export const LIST = `query ($rosterId: ID!, $bodySlug: String, $outletSlug: String, $first: Int, $after: String) {
  result: nominations(rosterId: $rosterId, bodySlug: $bodySlug, outletSlug: $outletSlug, first: $first, after: $after) {
    edges { node { id name email phone jobTitle state reason position expiresAt substituteOfId substitutedById viewerCan } }
    pageInfo { hasNextPage endCursor } quota { seats held waiting releasedAt } } }`;

export const NOMINATOR: Asking = { as: 'nominator' };

export interface ListTold {
  readonly edges: readonly { readonly node: Parts }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly quota: Parts | null;
}

export interface Made extends Answered {
  readonly places: number;
  readonly reserve: number;
  readonly receipts: readonly ReceiptTold[];
  readonly errors: LineTold['errors'];
}

export class NominationLab extends RegistrationLab {
  /** What was made known so far, as `KIND of the name`. */
  readonly news: { readonly kind: string; readonly id: string }[] = [];
  readonly body = { id: newId<'Body'>(), slug: 'department-of-culture' };
  readonly other = { id: newId<'Body'>(), slug: 'department-of-health' };
  readonly outlet = { id: newId<'Outlet'>(), slug: 'evening-paper' };

  static override async start(environment: Record<string, string> = {}): Promise<NominationLab> {
    const lab = new NominationLab(await startTestApp({ TRUST_PROXY: 'loopback', ...environment }));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    await lab.foundNominators();
    lab.database.beforeCommit((tx) => {
      lab.news.push(
        ...newsOf(tx).flatMap((one) => (isOfWish(one) ? [] : [{ kind: one.kind, id: one.registrationId }])),
      );
      return Promise.resolve();
    });
    return lab;
  }

  async foundNominators(): Promise<void> {
    const named = ({ id, slug }: { readonly id: string; readonly slug: string }) => ({
      ...{ slug, code: slug, nameUk: slug, nameEn: slug, shortName: slug, updatedAt: this.app.clock.now() },
      id: id as never,
    });
    await this.database.transaction(async (tx) => {
      await tx.insert(bodies).values([named(this.body), named(this.other)]);
      await tx.insert(outlets).values(named(this.outlet));
    });
    await grant(this.database, 'nominator', 'NOMINATOR', 'BODY', this.body.id);
    await grant(this.database, 'nominator', 'NOMINATOR', 'OUTLET', this.outlet.id);
  }

  /** A roster that keeps so many seats for the body, and as many for the outlet. */
  async aQuota(seats: number, parts: Parts = {}): Promise<string> {
    const quotas = [
      { bodySlug: this.body.slug, seats },
      { outletSlug: this.outlet.slug, seats },
    ];
    return (await this.aRoster({ mode: 'INVITED', quotas, ...parts })).rosterId;
  }

  /** People of a list, by the part of their addresses before @. */
  rows = (...names: string[]): Parts[] => names.map((name) => ({ name, email: `${name}@example.org` }));

  list = (rosterId: string, parts: Parts = {}): Parts => ({
    ...{ rosterId, key: aKey(), consentVersion: CONSENT_VERSION },
    ...('outletSlug' in parts ? {} : { bodySlug: this.body.slug }),
    ...parts,
  });

  nominate = (rosterId: string, parts: Parts, asking: Asking = NOMINATOR) =>
    this.asked<Made>(NOMINATE, { input: this.list(rosterId, parts) }, asking);

  /** Those of the list that were nominated: their receipts, in its order. */
  async nominated(rosterId: string, ...names: string[]): Promise<readonly ReceiptTold[]> {
    return must(await this.nominate(rosterId, { rows: this.rows(...names) })).receipts;
  }

  previewList(rosterId: string, parts: Parts, asking: Asking = NOMINATOR) {
    const { key: _key, consentVersion: _version, ...input } = this.list(rosterId, parts);
    return this.asked<Parts & { readonly lines: readonly LineTold[] } & Made>(PREVIEW, { input }, asking);
  }

  /** An answer by the link of the invitation. */
  answerBy = (link: string, accepts: boolean, parts: Parts = {}) =>
    this.asked<Answered>(ANSWER, { input: { key: aKey(), link, accepts, ...parts } });
  answer = async (id: string, accepts: boolean, parts: Parts = {}) =>
    this.answerBy(await this.link(id, 'NOMINEE'), accepts, parts);

  substitute = (registrationId: string, name: string, parts: Parts = {}, asking: Asking = NOMINATOR) =>
    this.asked<Answered & Pick<Made, 'errors'>>(
      SUBSTITUTE,
      { input: { registrationId, row: this.rows(name)[0], key: aKey(), consentVersion: CONSENT_VERSION, ...parts } },
      asking,
    );
  withdraw = (registrationId: string, parts: Parts = {}, asking: Asking = NOMINATOR) =>
    this.asked<Answered>(WITHDRAW, { input: { registrationId, key: aKey(), reason: 'Переведено', ...parts } }, asking);

  nominations = (rosterId: string, parts: Parts = {}, asking: Asking = NOMINATOR) =>
    this.asked<ListTold>(
      LIST,
      { rosterId, ...('outletSlug' in parts ? {} : { bodySlug: this.body.slug }), ...parts },
      asking,
    );

  /** How all of a body stand, in order of arrival: `name: STATE`. */
  async states(rosterId: string, parts: Parts = {}): Promise<string[]> {
    const { edges } = await this.nominations(rosterId, parts);
    return edges.map(({ node }) => `${String(node['name'])}: ${String(node['state'])}`);
  }

  /** What was made known of some, since the last time this was asked. */
  told(...ids: string[]): string[] {
    return this.news
      .splice(0)
      .filter(({ id }) => ids.includes(id))
      .map(({ kind, id }) => `${kind} of ${ids.indexOf(id)}`);
  }
}

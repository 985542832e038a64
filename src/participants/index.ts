import type { Brand } from '#platform/brand';

export * from './promises.ts';

/** Never leaves `participants` but inside a viewer, which others only hand back. */
export type ParticipantId = Brand<string, 'ParticipantId'>;
/** What one organisation, or one contact, sees of a participant. */
export type Pseudonym = Brand<string, 'Pseudonym'>;
/** Where a pseudonym holds: `organisation:<uuid>` or `contact:<uuid>`. */
export type Scope = `organisation:${string}` | `contact:${string}`;

/** How one person looks in one place. */
export interface Face {
  scope: Scope;
  pseudonym: Pseudonym;
}

/** An anonymous person with a device token, as verbs see one. */
export interface ParticipantViewer {
  kind: 'participant';
  participantId: ParticipantId;
  /** Hex of the session's hash: names the socket room that a forgotten device is closed by. */
  sessionKey: string;
}

export const organisationScope = (organisationId: string): Scope =>
  `organisation:${organisationId}`;
/** What `organisationScope` was made of; undefined for a contact's. */
export const organisationIn = (scope: Scope): string | undefined =>
  /^organisation:(.+)$/.exec(scope)?.[1];
export const contactScope = (contactId: string): Scope => `contact:${contactId}`;

import type { OrganisationId } from '#accounts';
import type { Scope } from '#participants';

/** Whose sessions' room it is; none of a contact's. */
export const organisationOf = (scope: Scope): OrganisationId | undefined => {
  const [kind, id] = scope.split(':');
  // What follows `organisation:` is that organisation's id, as `organisationScope` makes it.
  return kind === 'organisation' ? (id as OrganisationId) : undefined;
};

import type { OrganisationId } from '#accounts';
import { organisationIn, type Scope } from '#participants';

/** Whose sessions' room it is; none of a contact's. */
export const organisationOf = (scope: Scope): OrganisationId | undefined =>
  // As `organisationScope` was given it.
  organisationIn(scope) as OrganisationId | undefined;

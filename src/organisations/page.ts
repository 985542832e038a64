/** What an organisation says of itself on its own page. */
export const ORGANISATION_FACES = ['house', 'tree', 'cups', 'lamp', 'hands', 'hills'] as const;
export type OrganisationFace = (typeof ORGANISATION_FACES)[number];

/** Somebody of the organisation, by the name they chose and only because they chose it. */
export interface ShownPerson {
  nickname: string;
  words: string;
}

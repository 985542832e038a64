/** What an editor offers as the place of a first talk: what the viewer's organisations have. */
export interface TalkPlace {
  id: string;
  name: string;
  organisationId: string | null;
}

export interface TalkPlaces {
  consultations: TalkPlace[];
  desks: TalkPlace[];
}

import type { AccountViewer } from '#accounts';
import { consultationsOf } from '#schedule/server';
import { keptWindows } from '#windows/server';
import type { TalkPlace, TalkPlaces } from './first-talk.ts';

export async function talkPlacesFor(viewer: AccountViewer): Promise<TalkPlaces> {
  const { windows } = await keptWindows(viewer, { text: '', page: 1 });
  return {
    consultations: (await consultationsOf(viewer)).map(({ id, title: name, organisationId }) => ({
      id,
      name,
      organisationId,
    })),
    desks: windows.filter(({ endedOn }) => endedOn === null).map(placeOf),
  };
}

const placeOf = ({ id, name, organisationId }: TalkPlace): TalkPlace => ({
  id,
  name,
  organisationId,
});

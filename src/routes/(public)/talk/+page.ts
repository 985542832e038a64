import type { TalkParts } from '#urgent';
import type { PageLoad } from './$types';

/** What is written here must never be lost: the framework sends it, keeps it and tries again. */
export const csr = true;

/** What only some states need comes with them: who is about to press waits for none of it. */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  parts: await partsFor(data.talk?.state, data.expected.times.length > 0),
});

async function partsFor(state: string | undefined, offersTimes: boolean): Promise<TalkParts> {
  const [letter, appointed, times] = await Promise.all([
    state === 'message' || state === 'answered' ? import('#urgent/letters/Letter.svelte') : null,
    state === 'callback' ? import('#urgent/callbacks/AppointedPage.svelte') : null,
    state && offersTimes ? import('#urgent/callbacks/TimeChoice.svelte') : null,
  ]);
  return { Letter: letter?.default, Appointed: appointed?.default, TimeChoice: times?.default };
}

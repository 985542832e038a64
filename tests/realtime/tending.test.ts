/** One tap where people sit together: whoever has the place open hears it within a second, and nobody else does. */
import { expect, test } from 'vitest';
import { hours, later, now } from '#platform/clock';
import { tellOfPlace } from '#schedule/server';
import { nextEvent, openRealtimeHost } from '../support/realtime.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';

async function aPlace() {
  const organisation_id = await anOrganisation();
  const kind = 'gathering_place';
  const place = { format: 'onsite', pref_code: '13', code5: '13116', sign_up_policy: 'none' };
  const series_id = await aSeries({
    organisation_id,
    kind,
    capacity: null,
    has_room: false,
    ...place,
  });
  const starts_at = later(now(), -hours(0.5));
  const id = await anOccurrence({ series_id, kind, starts_at, capacity: null });
  return { id, supporter: await anAccount(organisation_id, 'peer_supporter') };
}

test('a tap is heard within a second by who looks there, over polling too, and not by who looks elsewhere', async () => {
  const server = await openRealtimeHost();
  const [here, there] = [await aPlace(), await aPlace()];
  const looking = async (id: string, transports: ('websocket' | 'polling')[]) => {
    const socket = await server.connect('/public', { transports });
    await socket.timeout(5_000).emitWithAck('occurrences:watch', { ids: [id] });
    return socket;
  };
  const readers = [await looking(here.id, ['websocket']), await looking(here.id, ['polling'])];
  const elsewhere = await looking(there.id, ['websocket']);
  let heardElsewhere = 0;
  elsewhere.onAny(() => (heardElsewhere += 1));
  const hear = readers.map((socket) => nextEvent(socket, 'place:told'));
  expect(await tellOfPlace(here.supporter, here.id, 'quiet', '')).toBe('told');
  const told = performance.now();
  for (const heard of hear) expect(await heard).toEqual({ occurrenceId: here.id, is: 'quiet' });
  expect(performance.now() - told).toBeLessThan(1_000);
  // What is told there comes after whatever came before it.
  const last = nextEvent(elsewhere, 'place:told');
  await tellOfPlace(there.supporter, there.id, 'lively', '');
  await last;
  expect(heardElsewhere).toBe(1);
});

/** What public pages are given, as their loads give it. */
import type { PageServerData as AreaData } from '../../src/routes/(public)/areas/[code5]/$types';
import type { PageServerData as LeafletData } from '../../src/routes/(public)/areas/[code5]/leaflet/$types';
import type { PageServerData as OrganisationData } from '../../src/routes/(public)/organisations/[id]/$types';
import type { PageServerData as PlacesData } from '../../src/routes/(public)/places/$types';
import type { PageServerData as SessionsData } from '../../src/routes/(public)/sessions/$types';
import type { PageServerData as SessionData } from '../../src/routes/(public)/sessions/[occurrence]/$types';
import type { PageServerData as WindowsData } from '../../src/routes/(public)/windows/$types';
import type { PageServerData as WindowData } from '../../src/routes/(public)/windows/[id]/$types';
import { load as loadAreas } from '../../src/routes/(public)/areas/+page.server.ts';
import { load as loadArea } from '../../src/routes/(public)/areas/[code5]/+page.server.ts';
import { load as loadLeaflet } from '../../src/routes/(public)/areas/[code5]/leaflet/+page.server.ts';
import { load as loadOrganisation } from '../../src/routes/(public)/organisations/[id]/+page.server.ts';
import { load as loadPlaces } from '../../src/routes/(public)/places/+page.server.ts';
import { load as loadSessions } from '../../src/routes/(public)/sessions/+page.server.ts';
import { load as loadSession } from '../../src/routes/(public)/sessions/[occurrence]/+page.server.ts';
import { load as loadWindows } from '../../src/routes/(public)/windows/+page.server.ts';
import { load as loadWindow } from '../../src/routes/(public)/windows/[id]/+page.server.ts';

/** Given to whoever opens the page for the first time; a load touches no more of a request than stands here. */
async function given<Data>(
  load: (event: never) => unknown,
  path: string,
  params: Record<string, string> = {},
): Promise<Data> {
  const url = new URL(path, 'http://localhost');
  const locals = { account: null, participant: null };
  const asked = { setHeaders: () => undefined, getClientAddress: () => '192.0.2.1' };
  const event = { url, params, locals, ...asked };
  return (await load(event as never)) as Data; // Its own type, which Kit derives from the load.
}

/** `query` is what follows the address: a district of the town, where one is chosen. */
export const areaPage = (code5: string, query = ''): Promise<AreaData> =>
  given(loadArea, `/areas/${code5}${query}`, { code5 });

export const leafletPage = (code5: string, query = ''): Promise<LeafletData> =>
  given(loadLeaflet, `/areas/${code5}/leaflet${query}`, { code5 });

export const windowsPage = (query: string): Promise<WindowsData> =>
  given(loadWindows, `/windows${query}`);

export const windowPage = (id: string): Promise<WindowData> =>
  given(loadWindow, `/windows/${id}`, { id });

export const placesPage = (query: string): Promise<PlacesData> =>
  given(loadPlaces, `/places${query}`);

export const sessionsPage = (query: string): Promise<SessionsData> =>
  given(loadSessions, `/sessions${query}`);

export const sessionPage = (occurrence: string): Promise<SessionData> =>
  given(loadSession, `/sessions/${occurrence}`, { occurrence });

export const organisationPage = (id: string): Promise<OrganisationData> =>
  given(loadOrganisation, `/organisations/${id}`, { id });

/** Where a search for one's town leads on to. */
export async function townFound(typed: string): Promise<string> {
  const sent: unknown = await given(loadAreas, `/areas?q=${encodeURIComponent(typed)}`).catch(
    (redirect: unknown) => redirect,
  );
  if (!sent || typeof sent !== 'object' || !('location' in sent))
    throw new Error(`${typed} leads nowhere`);
  return String(sent.location);
}

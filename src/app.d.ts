import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';

declare global {
  namespace App {
    interface Locals {
      account: AccountViewer | null;
      /** Signed in, but held to the page that sets a second factor: nothing else may take them for staff. */
      lacksFactor: AccountViewer | null;
      participant: ParticipantViewer | null;
    }
  }
}

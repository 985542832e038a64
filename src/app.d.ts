import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';

declare global {
  namespace App {
    interface Locals {
      account: AccountViewer | null;
      /** Signed in, but held to the page that sets a second factor: nothing else may take them for staff. */
      lacksFactor: AccountViewer | null;
      participant: ParticipantViewer | null;
      /** The answer tells what is this reader's alone: kept nowhere, whatever the page says otherwise. */
      isOwnPage?: boolean;
    }
  }
}

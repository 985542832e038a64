import type { AccountViewer } from '#accounts';
import type { ParticipantViewer } from '#participants';

declare global {
  namespace App {
    interface Locals {
      account: AccountViewer | null;
      participant: ParticipantViewer | null;
    }
  }
}

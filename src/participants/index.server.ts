export {
  createParticipant,
  forgetDevice,
  participantOfCookieHeader,
  rememberDevice,
} from './device.server.ts';
export { derivedPseudonym, pseudonymFor, pseudonymsOf } from './pseudonyms.server.ts';

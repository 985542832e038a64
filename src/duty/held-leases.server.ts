import type { LeaseId } from './lease-queries.server.ts';

const held = new Set<LeaseId>();

/** The leases whose sockets are this process's: it alone can tell that it stood still. */
export const heldLeases = (): ReadonlySet<LeaseId> => held;
export const holdLease = (id: LeaseId): void => void held.add(id);
export const letGoOfLease = (id: LeaseId): void => void held.delete(id);

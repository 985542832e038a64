/** The door of imports for server code. */
export { importTasks } from './due.server.ts';
export { handIn } from './handing-in.server.ts';
export { confirmImport, discardImport, undoImport } from './imports.server.ts';
export { findImport, importsOf } from './found-imports.server.ts';
export { handOverImports } from './hand-over-queries.server.ts';
export { changedByNoLaterImport } from './change-queries.server.ts';
export { readingFor } from './reading-for.server.ts';

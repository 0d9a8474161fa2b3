import { DatabaseError } from 'pg';

/** Classes of SQLSTATE: no connection, too little of something, an operator who steps in. */
const CLASSES = new Set(['08', '53', '57']);
/** The database itself is not there, or closes. */
const CODES = new Set(['3D000', '55000']);
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EACCES']);

/** Whether it failed because the database is not there at the moment, rather than because of what was asked. */
export function isAway(error: unknown): boolean {
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    return CODES.has(code) || CLASSES.has(code.slice(0, 2));
  }
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  // The driver names these two by their words only.
  return (code !== undefined && SOCKET_CODES.has(code) && 'syscall' in error) || /^Connection terminated|^timeout exceeded when trying to connect/.test(error.message);
}

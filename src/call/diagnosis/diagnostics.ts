// What a call needs only once it runs, in a file of its own: it is fetched when a call begins, see `CallDiagnostics`. On
// the CDN that file stands alone, with a copy of whatever it imports: nothing in it may be an error class, or anything
// else that the rest compares by identity.
export { CallStatistics } from './call-statistics.js';
export { examine } from './connection-doctor.js';
